namespace StockAgents.Auth.Data;

/// <summary>Holds a request that arrives while the tables are being made; after five seconds it is sent away (503).</summary>
internal sealed class AuthDatabaseReady(AuthMigration migration, TimeProvider time) : IEndpointFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!migration.Done.IsCompletedSuccessfully)
        {
            try
            {
                await migration.Done.WaitAsync(Patience, time, context.HttpContext.RequestAborted);
            }
            catch (TimeoutException)
            {
                context.HttpContext.Response.Headers.RetryAfter = "5";
                return Refusals.NotReady();
            }
        }
        return await next(context);
    }
}
