using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>
/// Server-sent events of a run. Numbers come from the database, so a client that returns with <c>Last-Event-ID</c>, to any
/// replica, gets the rest without gap or repeat; the hub only says when to look.
/// </summary>
internal static class Stream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] Comment = ": heartbeat\n\n"u8.ToArray();

    /// <summary>Follows a run to its last event (<c>analysis_complete</c>, <c>error</c> or <c>cancelled</c>), then closes.</summary>
    public static async Task FollowAsync(
        string taskId, HttpContext http, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, EventHub hub, EventLog log, TimeProvider time,
        IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        Standing? run;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            run = await db.Runs.OwnedBy(caller.UserId()).Where(r => r.TaskId == taskId)
                .Select(r => new Standing(r.Status, r.LastEvent)).FirstOrDefaultAsync(cancellationToken);
        }
        if (run is null)
        {
            await Lookup.NoSuchTask(taskId).ExecuteAsync(http);
            return;
        }
        if (!TryReadPosition(http.Request.Headers["Last-Event-ID"].ToString(), run, out var seen))
        {
            await Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, $"Last-Event-ID must be the number of an event of this stream, 1 to {run.LastEvent}.").ExecuteAsync(http);
            return;
        }
        if (run.IsOver && seen == run.LastEvent)
        {
            // All of it was seen. This answer stops an EventSource from coming back (HTML standard, 9.2.3).
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // A stopping process closes its streams first, or it would wait for their clients; they go on at another replica.
        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        try
        {
            await FollowAsync(taskId, seen, http.Response, hub, log, time, open.Token);
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            // The response ends here, regularly.
        }
    }

    private static async Task FollowAsync(string taskId, int seen, HttpResponse response, EventHub hub, EventLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        using var watch = hub.Subscribe(taskId); // Before the first look: what comes between the two is not missed.
        IReadOnlyList<RunEvent> pushed = [];
        while (true)
        {
            var events = Continues(pushed, seen) ? pushed : await log.ReadAfterAsync(taskId, seen, cancellationToken);
            foreach (var @event in events)
            {
                if (@event.Id <= seen)
                    continue;
                await WriteAsync(response, @event, await log.DataOfAsync(taskId, @event, cancellationToken), cancellationToken);
                seen = @event.Id;
            }
            await response.Body.FlushAsync(cancellationToken);
            if (events.Count > 0 && AnalysisEvents.IsTerminal(events[^1].Event))
                return;
            pushed = await NextAsync(watch, response, time, cancellationToken);
        }
    }

    /// <summary>The next pushed batch, with a heartbeat whenever it is quiet; an empty batch after one, so that a lost push costs no more than that.</summary>
    private static async Task<IReadOnlyList<RunEvent>> NextAsync(EventHub.Watch watch, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        // The source's own timer: one of ours could fire when the source is already disposed, and end the process.
        using var beat = new CancellationTokenSource(Heartbeat, time);
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, beat.Token);
        try
        {
            return await watch.Batches.ReadAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await response.Body.WriteAsync(Comment, cancellationToken);
            return [];
        }
    }

    private static bool TryReadPosition(string header, Standing run, out int seen)
    {
        seen = 0;
        return header.Length == 0 || (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out seen) && seen <= run.LastEvent);
    }

    private static bool Continues(IReadOnlyList<RunEvent> pushed, int seen) => pushed.Count > 0 && pushed[0].Id <= seen + 1 && pushed[^1].Id > seen;

    private static ValueTask WriteAsync(HttpResponse response, RunEvent @event, string data, CancellationToken cancellationToken) =>
        response.Body.WriteAsync(Encoding.UTF8.GetBytes($"id: {@event.Id}\nevent: {@event.Event}\ndata: {data}\n\n"), cancellationToken);

    private sealed record Standing(RunStatus Status, int LastEvent)
    {
        public bool IsOver => Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;
    }
}
