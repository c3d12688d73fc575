using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.ServiceDefaults.Redis;

/// <summary>The contract of Aspire's Redis client integration, kept without its package (which not every feed has).</summary>
public static class RedisClient
{
    private const string AspireSection = "Aspire:StackExchange:Redis";

    /// <summary>
    /// Registers one <see cref="IConnectionMultiplexer"/> for the server whose connection string is called
    /// <paramref name="name"/>. It connects when first asked for and keeps trying while the server is away; nothing waits for it
    /// at start. Health check <c>redis</c>.
    /// </summary>
    public static void AddRedisClient(this IHostApplicationBuilder builder, string name)
    {
        var configuration = builder.Configuration;
        builder.Services.TryAddSingleton(_ => new RedisConnection(name, ReadOptions(configuration, name)));
        builder.Services.TryAddSingleton<IConnectionMultiplexer>(services => services.GetRequiredService<RedisConnection>().Connect());
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis");
    }

    private static ConfigurationOptions ReadOptions(IConfiguration configuration, string name)
    {
        var value = FirstNonEmpty(
            configuration.GetConnectionString(name),
            configuration[$"{AspireSection}:{name}:ConnectionString"],
            configuration[$"{AspireSection}:ConnectionString"])
            ?? throw new StartFault($"No Redis server is configured: set REDIS_URL or ConnectionStrings__{name}.");

        var options = ConfigurationOptions.Parse(RedisUrl.ToConnectionString(value));
        options.AbortOnConnectFail = false;
        // CLIENT UNBLOCK, by which a reader that stops leaves its blocking read at once, counts as administration.
        options.AllowAdmin = true;
        options.ClientName ??= "stockagents";
        return options;
    }

    private static string? FirstNonEmpty(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
                return value;
        }
        return null;
    }
}
