namespace StockAgents.ServiceDefaults;

/// <summary>
/// What the parts of the suite are called: the AppHost names its resources with these, and the services read connection strings
/// and addresses under them. The AppHost compiles this very file, so the two sides cannot drift.
/// </summary>
public static class ResourceNames
{
    /// <summary>Redis: delivery of work and events (<c>ConnectionStrings:redis</c>).</summary>
    public const string Redis = "redis";

    /// <summary>The PostgreSQL database (<c>ConnectionStrings:trading</c>).</summary>
    public const string Trading = "trading";

    public const string Agents = "agents";

    public const string Auth = "auth";

    public const string MarketData = "market-data";

    public const string Worker = "worker";

    public const string Gateway = "gateway";
}
