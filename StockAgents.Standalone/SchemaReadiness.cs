using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Standalone;

/// <summary>The server listens at once and its tables follow; only then is it worth being told about.</summary>
internal static class SchemaReadiness
{
    /// <returns>Whether the tables of all modules are current; false when the process was told to stop first.</returns>
    /// <exception cref="StartFault">The database can't be used.</exception>
    public static async Task<bool> WaitAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var schemas = app.Services.GetServices<ISchemaProgress>().ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(app.Lifetime.ApplicationStopping, cancellationToken);
        try
        {
            await Task.WhenAll(schemas.Select(schema => schema.Done)).WaitAsync(stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            if (schemas.Select(schema => schema.Fault).FirstOrDefault(fault => fault is not null) is not { } sentence)
                return false;
            await app.StopAsync(CancellationToken.None);
            throw new StartFault(sentence);
        }
    }
}
