using Microsoft.EntityFrameworkCore;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>Holds requests that arrive while the tables are being made, for a few seconds; then they are sent away with 503.</summary>
public sealed class SchemaGate<TContext>(SchemaMigration<TContext> schema, TimeProvider time) : IEndpointFilter
    where TContext : DbContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!schema.Done.IsCompletedSuccessfully)
        {
            try
            {
                await schema.Done.WaitAsync(Patience, time, context.HttpContext.RequestAborted);
            }
            catch (TimeoutException)
            {
                context.HttpContext.Response.Headers.RetryAfter = "5";
                return Problems.Create(StatusCodes.Status503ServiceUnavailable, ErrorCodes.ExternalServiceError, schema.State);
            }
        }
        return await next(context);
    }
}
