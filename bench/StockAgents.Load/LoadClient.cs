using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Load;

internal sealed record LoadPlan(int Runs, int Together, string Symbol, string Level);

internal sealed record LoadResult(Percentiles Accepted, Percentiles FirstEvent, Percentiles Completed, TimeSpan Elapsed, int Failed);

/// <summary>Submits and follows analyses as a client of the public API does, and times what a client sees.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly HttpClient _http;

    public LoadClient(Uri address, string? token)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = address };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task WarmUpAsync(LoadPlan plan) => RunAsync(plan with { Runs = plan.Together });

    public async Task<Percentiles> MeasureHealthAsync(int calls)
    {
        var samples = new ConcurrentBag<double>();
        for (var i = 0; i < calls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await _http.GetAsync("/health");
            answer.EnsureSuccessStatusCode();
            samples.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Percentiles.Of(samples);
    }

    public async Task<LoadResult> RunAsync(LoadPlan plan)
    {
        var (accepted, first, completed) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var failed = 0;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, plan.Runs, new ParallelOptions { MaxDegreeOfParallelism = plan.Together }, async (_, cancellationToken) =>
        {
            if (!await OneAsync(plan, accepted, first, completed, cancellationToken))
                Interlocked.Increment(ref failed);
        });
        return new(Percentiles.Of(accepted), Percentiles.Of(first), Percentiles.Of(completed), Stopwatch.GetElapsedTime(started), failed);
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> OneAsync(
        LoadPlan plan, ConcurrentBag<double> accepted, ConcurrentBag<double> first, ConcurrentBag<double> completed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await _http.PostAsJsonAsync($"/api/analyze/{plan.Symbol}", new { analysis_level = plan.Level }, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return false;
        var ticket = (await answer.Content.ReadFromJsonAsync<AnalysisTicket>(ContractJson.Options, cancellationToken))!;
        accepted.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/analyze/stream/{ticket.TaskId}");
        using var stream = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var seen = false;
        await foreach (var item in SseParser.Create(await stream.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
        {
            if (!seen)
                first.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            seen = true;
            if (item.EventType == AnalysisEvents.Complete)
            {
                completed.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                return true;
            }
        }
        return false;
    }
}
