using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace StockAgents.ServiceDefaults.Redis;

internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await redis.ConnectAsync(cancellationToken);
            var latency = await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy($"{redis.Name} answered in {latency.TotalMilliseconds:F1} ms");
        }
        catch (RedisException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"{redis.Name} is not available", exception);
        }
    }
}
