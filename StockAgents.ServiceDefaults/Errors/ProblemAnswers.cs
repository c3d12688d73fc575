using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StockAgents.ServiceDefaults.Errors;

internal static class ProblemAnswers
{
    public static void AddProblemAnswers(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ExceptionAnswer>();
        // Unreadable requests are thrown, so that one place words all of them.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
