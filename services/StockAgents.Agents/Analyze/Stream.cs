using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
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
        CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Runs.OwnedBy(caller.UserId()).AnyAsync(r => r.TaskId == taskId, cancellationToken))
            {
                await Lookup.NoSuchTask(taskId).ExecuteAsync(http);
                return;
            }
        }

        // A header that is no number of ours counts as a first visit.
        var seen = int.TryParse(http.Request.Headers["Last-Event-ID"], out var last) && last > 0 ? last : 0;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        using var watch = hub.Subscribe(taskId); // Before the first look: what comes between the two is not missed.
        IReadOnlyList<RunEvent> pushed = [];
        while (true)
        {
            var events = Continues(pushed, seen) ? pushed : await log.ReadAfterAsync(taskId, seen, cancellationToken);
            foreach (var @event in events)
            {
                if (@event.Id <= seen)
                    continue;
                await WriteAsync(http.Response, @event, await log.DataOfAsync(taskId, @event, cancellationToken), cancellationToken);
                seen = @event.Id;
            }
            await http.Response.Body.FlushAsync(cancellationToken);
            if (events.Count > 0 && AnalysisEvents.IsTerminal(events[^1].Event))
                return;
            pushed = await NextAsync(watch, http.Response, time, cancellationToken);
        }
    }

    /// <summary>The next pushed batch, with a heartbeat whenever it is quiet; an empty batch after one, so that a lost push costs no more than that.</summary>
    private static async Task<IReadOnlyList<RunEvent>> NextAsync(EventHub.Watch watch, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), quiet, Heartbeat, Timeout.InfiniteTimeSpan);
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

    private static bool Continues(IReadOnlyList<RunEvent> pushed, int seen) => pushed.Count > 0 && pushed[0].Id <= seen + 1 && pushed[^1].Id > seen;

    private static ValueTask WriteAsync(HttpResponse response, RunEvent @event, string data, CancellationToken cancellationToken) =>
        response.Body.WriteAsync(Encoding.UTF8.GetBytes($"id: {@event.Id}\nevent: {@event.Event}\ndata: {data}\n\n"), cancellationToken);
}
