using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.ServiceDefaults.Identity.LocalUser;

/// <summary>Keeps other people's pages from what a browser's cookie alone can do on a personal installation. Elsewhere it lets everything pass.</summary>
public sealed class OwnPagesFilter(IServiceProvider services) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        services.GetService<LocalUserGate>()?.WhyNot(context.HttpContext) is { } reason
            ? Problems.Create(StatusCodes.Status403Forbidden, ErrorCodes.AuthorizationError, reason)
            : await next(context);
}
