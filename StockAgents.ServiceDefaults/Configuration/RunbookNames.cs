namespace StockAgents.ServiceDefaults.Configuration;

internal static class RunbookNames
{
    /// <summary>
    /// Turns the runbook's environment names into the connection strings that the code reads. A connection string that is
    /// already there (from Aspire, for one) wins.
    /// </summary>
    public static void AddRunbookNames(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var derived = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

        if (string.IsNullOrEmpty(configuration.GetConnectionString(ResourceNames.Redis))
            && configuration["REDIS_URL"] is { Length: > 0 } redisUrl)
            derived[$"ConnectionStrings:{ResourceNames.Redis}"] = RedisUrl.ToConnectionString(redisUrl);

        if (string.IsNullOrEmpty(configuration.GetConnectionString(ResourceNames.Trading))
            && PostgresSettings.ConnectionString(configuration) is { } postgres)
            derived[$"ConnectionStrings:{ResourceNames.Trading}"] = postgres;

        if (derived.Count > 0)
            configuration.AddInMemoryCollection(derived);
    }
}
