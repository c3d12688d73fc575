using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.ServiceDefaults.Health;

internal static class HealthProbes
{
    /// <summary>One check may take this long; orchestrators probe every few seconds and must not queue up behind a dead dependency.</summary>
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealthProbes(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<ProcessUptime>();
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
                check.Timeout = CheckTimeout;
        });
    }

    public static void MapHealthProbes(this WebApplication app)
    {
        app.Services.GetRequiredService<ProcessUptime>();
        var health = app.MapGroup("").WithTags("Health").AllowAnonymous();
        health.MapMethods("/health", GetAndHead, () => TypedResults.Ok(new HealthAnswer("healthy")));
        health.MapMethods("/api/health", GetAndHead, QuickAsync);
        health.MapMethods("/api/health/liveness", GetAndHead, () => TypedResults.Ok(new HealthAnswer("alive")));
        health.MapMethods("/api/health/readiness", GetAndHead, ReadinessAsync);
    }

    private static async Task<Results<Ok<QuickHealthAnswer>, ProblemHttpResult>> QuickAsync(
        HealthCheckService checks, ProcessUptime uptime, CancellationToken cancellationToken)
    {
        var report = await CheckAsync(checks, cancellationToken);
        return report is { Status: not HealthStatus.Unhealthy }
            ? TypedResults.Ok(new QuickHealthAnswer(report.Status is HealthStatus.Healthy ? "healthy" : "degraded", (long)uptime.Elapsed.TotalSeconds))
            : NotReady(report);
    }

    private static async Task<Results<Ok<ReadinessAnswer>, ProblemHttpResult>> ReadinessAsync(
        HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await CheckAsync(checks, cancellationToken);
        return report is { Status: not HealthStatus.Unhealthy }
            ? TypedResults.Ok(new ReadinessAnswer("ready", report.Entries.Count))
            : NotReady(report);
    }

    /// <summary>Null when a check did not even heed its timeout: the probe answers all the same.</summary>
    private static async Task<HealthReport?> CheckAsync(HealthCheckService checks, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var report = checks.CheckHealthAsync(limit.Token);
        var first = await Task.WhenAny(report, Task.Delay(2 * CheckTimeout, limit.Token));
        await limit.CancelAsync();
        return first == report ? await report : null;
    }

    private static ProblemHttpResult NotReady(HealthReport? report)
    {
        var failing = report?.Entries.Where(entry => entry.Value.Status is HealthStatus.Unhealthy).Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray() ?? [];
        var detail = failing.Length > 0
            ? $"Not ready: {string.Join(", ", failing)} not available."
            : "Not ready: the checks did not finish in time.";
        return Problems.Create(StatusCodes.Status503ServiceUnavailable, ErrorCodes.ExternalServiceError, detail,
            [new("status", "unhealthy"), new("failing", failing)]);
    }
}

internal sealed record HealthAnswer(string Status);

internal sealed record QuickHealthAnswer(string Status, long UptimeSeconds);

internal sealed record ReadinessAnswer(string Status, int Components);

/// <summary>Time since the application was built.</summary>
internal sealed class ProcessUptime(TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);
}
