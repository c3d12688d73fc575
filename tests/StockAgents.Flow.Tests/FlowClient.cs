using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Flow.Tests;

/// <summary>One event as it came over the wire.</summary>
public sealed record StreamedEvent(string? Id, string Name, string Data);

/// <summary>A user of the API, over plain HTTP.</summary>
public sealed class FlowClient(HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public HttpClient Http => http;

    public async Task<HttpResponseMessage> SubmitAsync(string symbol, object? body, CancellationToken stop, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/analyze/{Uri.EscapeDataString(symbol)}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, stop);
    }

    public async Task<AnalysisTicket> AcceptAsync(string symbol, CancellationToken stop, DateOnly? date = null, string level = "L2", string? key = null)
    {
        using var response = await SubmitAsync(symbol, new { trade_date = date, analysis_level = level }, stop, key);
        Assert.True(response.StatusCode is HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(stop));
        return await ReadAsync<AnalysisTicket>(response, stop);
    }

    public Task<AnalysisStatus> StatusAsync(string taskId, CancellationToken stop) => GetAsync<AnalysisStatus>($"/api/analyze/status/{taskId}", stop);

    public Task<AnalysisDetail> LatestAsync(string symbol, CancellationToken stop) => GetAsync<AnalysisDetail>($"/api/analyze/latest/{Uri.EscapeDataString(symbol)}", stop);

    public Task<AnalysisDetail> DetailAsync(long id, CancellationToken stop) => GetAsync<AnalysisDetail>($"/api/analyze/detail/{id}", stop);

    public Task<AnalysisHistory> HistoryAsync(string symbol, CancellationToken stop, string query = "") =>
        GetAsync<AnalysisHistory>($"/api/analyze/history/{Uri.EscapeDataString(symbol)}{query}", stop);

    public Task<JsonElement> JsonAsync(string path, CancellationToken stop) => GetAsync<JsonElement>(path, stop);

    /// <summary>All events after <paramref name="lastEventId"/>, to the end of the stream.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> EventsAsync(string taskId, CancellationToken stop, string? lastEventId = null)
    {
        var events = new List<StreamedEvent>();
        await foreach (var item in FollowAsync(taskId, stop, lastEventId))
            events.Add(item);
        return events;
    }

    /// <summary>The events as they come; ends with the stream.</summary>
    public async IAsyncEnumerable<StreamedEvent> FollowAsync(string taskId, [EnumeratorCancellation] CancellationToken stop, string? lastEventId = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var response = await OpenStreamAsync(taskId, lastEventId, limit.Token);
        response.EnsureSuccessStatusCode();
        if (response.StatusCode is HttpStatusCode.NoContent)
            yield break;
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        var parser = SseParser.Create(body);
        await foreach (var item in parser.EnumerateAsync(limit.Token))
            yield return new StreamedEvent(item.EventId, item.EventType, item.Data);
    }

    public async Task<HttpResponseMessage> OpenStreamAsync(string taskId, string? lastEventId, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/analyze/stream/{taskId}");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    /// <summary>Runs one analysis to its end and gives its report, as text, from the stream.</summary>
    public async Task<(AnalysisTicket Ticket, string Report)> AnalyseAsync(string symbol, DateOnly? date, CancellationToken stop, string level = "L2")
    {
        var ticket = await AcceptAsync(symbol, stop, date, level);
        var events = await EventsAsync(ticket.TaskId, stop);
        Assert.Equal(AnalysisEvents.Complete, events[^1].Name);
        return (ticket, events[^1].Data);
    }

    /// <summary>Completes when the run is in that state.</summary>
    public async Task ReachesAsync(string taskId, RunStatus status, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await StatusAsync(taskId, limit.Token)).Status != status)
            await beat.WaitForNextTickAsync(limit.Token);
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken stop)
    {
        using var response = await http.GetAsync(path, stop);
        Assert.True(response.StatusCode is HttpStatusCode.OK, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(stop)}");
        return await ReadAsync<T>(response, stop);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken stop) =>
        (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, stop))!;
}
