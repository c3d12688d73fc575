using System.Text.Json;

namespace StockAgents.Agents.Tests.Admin;

[Collection<Deployments>]
public sealed class DeadLetterTests(Servers servers)
{
    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_failed_run_is_listed_with_its_cause_and_replayed_to_its_end_exactly_once(Deployment deployment)
    {
        var market = new GatedMarket(open: true) { Failure = new InvalidOperationException("the figures make no sense") };
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment));
        var taskId = await host.SubmitAsync("MSFT", user: 7);
        await host.FollowAsync(taskId, user: 7);

        var (_, list, _) = await host.AdminAsync(HttpMethod.Get, "/api/admin/dead-letters");
        Assert.Equal(1, list.GetProperty("total").GetInt64());
        var letter = Assert.Single(list.GetProperty("letters").EnumerateArray());
        Assert.Equal((taskId, "MSFT", 1, "worker-1"), (
            letter.GetProperty("task_id").GetString(), letter.GetProperty("symbol").GetString(), letter.GetProperty("attempts").GetInt32(), letter.GetProperty("worker").GetString()));
        Assert.Contains("the figures make no sense", letter.GetProperty("cause").GetString());
        Assert.NotEmpty(letter.GetProperty("original_message_id").GetString()!);
        var (_, one, _) = await host.AdminAsync(HttpMethod.Get, $"/api/admin/dead-letters/{taskId}");
        Assert.Equal("failed", one.GetProperty("status").GetString());

        market.Failure = null;
        var replays = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.AdminAsync(HttpMethod.Post, $"/api/admin/dead-letters/{taskId}/replay")));
        Assert.Equal(1, replays.Count(r => r.Status == 202));
        Assert.All(replays, r => Assert.True(r.Status is 202 or 404 or 409, $"{r.Status} {r.Body}"));
        var status = await AgentsHost.UntilAsync(() => StatusAsync(host, taskId), s => s.GetProperty("status").GetString() == "completed");
        Assert.Equal(1, status.GetProperty("attempt").GetInt32());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("error_message").ValueKind);

        var stream = await host.FollowAsync(taskId, user: 7);
        Assert.Equal(1, Count(stream, "event: error"));
        Assert.Equal(1, Count(stream, "\"node\":\"Replayed\""));
        Assert.Equal(1, Count(stream, "event: analysis_complete"));
        Assert.True(stream.IndexOf("event: error", StringComparison.Ordinal) < stream.IndexOf("Replayed", StringComparison.Ordinal));
        var ids = stream.Split('\n').Where(l => l.StartsWith("id: ", StringComparison.Ordinal)).Select(l => int.Parse(l[4..])).ToList();
        Assert.Equal(Enumerable.Range(1, ids.Count), ids);
        Assert.Equal(0, (await host.AdminAsync(HttpMethod.Get, "/api/admin/dead-letters")).Body.GetProperty("total").GetInt64());
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_discarded_letter_is_gone_and_its_run_stays_failed(Deployment deployment)
    {
        var market = new GatedMarket(open: true) { Failure = new InvalidOperationException("no") };
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment));
        var taskId = await host.SubmitAsync("MSFT", user: 7);
        await host.FollowAsync(taskId, user: 7);

        var discards = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.AdminAsync(HttpMethod.Delete, $"/api/admin/dead-letters/{taskId}")));
        Assert.Equal([204, 404, 404, 404], discards.Select(d => d.Status).Order());
        Assert.Equal(404, (await host.AdminAsync(HttpMethod.Get, $"/api/admin/dead-letters/{taskId}")).Status);
        Assert.Equal(404, (await host.AdminAsync(HttpMethod.Post, $"/api/admin/dead-letters/{taskId}/replay")).Status);
        Assert.Equal("failed", (await StatusAsync(host, taskId)).GetProperty("status").GetString());
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_run_past_its_deadline_fails_with_the_reason_and_is_not_tried_again(Deployment deployment)
    {
        var market = new GatedMarket(); // Its evidence never comes.
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:RunDeadlineSeconds", "0.2"));
        var taskId = await host.SubmitAsync("MSFT", user: 7);
        await host.FollowAsync(taskId, user: 7);

        var status = await StatusAsync(host, taskId);
        Assert.Equal(("failed", 1), (status.GetProperty("status").GetString(), status.GetProperty("attempt").GetInt32()));
        Assert.Equal("The analysis was stopped after 0.2 s, the longest that one attempt may work.", status.GetProperty("error_message").GetString());
        Assert.Single(market.Begun);
        var (_, letter, _) = await host.AdminAsync(HttpMethod.Get, $"/api/admin/dead-letters/{taskId}");
        Assert.Equal(status.GetProperty("error_message").GetString(), letter.GetProperty("cause").GetString());
    }

    private static async Task<JsonElement> StatusAsync(AgentsHost host, string taskId) =>
        (await host.SendAsync(HttpMethod.Get, $"/api/analyze/status/{taskId}", user: 7)).Body;

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
