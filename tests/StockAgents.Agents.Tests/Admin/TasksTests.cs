using System.Text.Json;

namespace StockAgents.Agents.Tests.Admin;

[Collection<Deployments>]
public sealed class TasksTests(Servers servers)
{
    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Active_runs_of_every_user_are_listed_with_workers_and_queue(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:ConcurrentRuns", "8"));
        var first = await host.SubmitAsync("MSFT", user: 7);
        var second = await host.SubmitAsync("AAPL", user: 8, level: "L2");
        await market.NextBegunAsync();
        await market.NextBegunAsync();

        var body = await AgentsHost.UntilAsync(() => TasksAsync(host), b => Worker(b, "running") == 2);
        Assert.Equal(2, body.GetProperty("total").GetInt32());
        var tasks = body.GetProperty("tasks").EnumerateArray().ToList();
        Assert.Equal([second, first], tasks.Select(t => t.GetProperty("task_id").GetString()));
        Assert.Equal(["AAPL", "MSFT"], tasks.Select(t => t.GetProperty("symbol").GetString()));
        Assert.Equal([8, 7], tasks.Select(t => t.GetProperty("user_id").GetInt32()));
        Assert.Equal(["L2", "L1"], tasks.Select(t => t.GetProperty("analysis_level").GetString()));
        Assert.All(tasks, task =>
        {
            Assert.Equal("running", task.GetProperty("status").GetString());
            Assert.Equal("worker-1", task.GetProperty("worker").GetString());
            Assert.Equal(1, task.GetProperty("attempt").GetInt32());
            Assert.True(task.TryGetProperty("use_planner", out _));
            Assert.NotEmpty(task.GetProperty("current_stage").GetString()!);
            Assert.True(task.GetProperty("updated_at").GetDateTimeOffset() >= task.GetProperty("created_at").GetDateTimeOffset());
        });
        Assert.Equal("worker-1", body.GetProperty("workers")[0].GetProperty("name").GetString());
        Assert.Equal(Environment.MachineName, body.GetProperty("workers")[0].GetProperty("host").GetString());
        Assert.Equal(8, Worker(body, "capacity"));
        Assert.Equal((2L, 2L, 0L), QueueOf(body));

        market.Release(2);
        await host.FollowAsync(first, user: 7);
        await host.FollowAsync(second, user: 8);
        var done = await AgentsHost.UntilAsync(() => TasksAsync(host), b => QueueOf(b).Depth == 0);
        Assert.Equal(0, done.GetProperty("total").GetInt32());
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Pages_follow_the_cursor_and_a_status_selects(Deployment deployment)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), await servers.ForAsync(deployment), worker: false);
        var submitted = new List<string>();
        for (var i = 0; i < 5; i++)
            submitted.Add(await host.SubmitAsync("MSFT", user: i));

        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var (_, page, _) = await host.AdminAsync(HttpMethod.Get, $"/api/admin/tasks?limit=2&status=pending{cursor}");
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("task_id").GetString()!));
            if (page.GetProperty("next_cursor").ValueKind is JsonValueKind.Null)
                break;
            cursor = $"&cursor={page.GetProperty("next_cursor").GetInt64()}";
        }
        Assert.Equal(Enumerable.Reverse(submitted), seen);
        var (_, running, _) = await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks?status=running");
        Assert.Equal(0, running.GetProperty("total").GetInt32());
        Assert.Empty(running.GetProperty("workers").EnumerateArray());
    }

    [Theory]
    [InlineData("?status=completed")]
    [InlineData("?status=asleep")]
    [InlineData("?limit=0")]
    [InlineData("?limit=501")]
    public async Task A_query_that_means_nothing_is_refused(string query)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), worker: false);
        var (status, body, _) = await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks" + query);
        Assert.Equal((400, "VALIDATION_ERROR"), (status, body.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("GET", "/api/admin/tasks")]
    [InlineData("GET", "/api/admin/dead-letters")]
    [InlineData("POST", "/api/admin/dead-letters/task_a/replay")]
    [InlineData("DELETE", "/api/admin/dead-letters/task_a")]
    public async Task Only_operators_may_look_and_act(string method, string path)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), worker: false);
        Assert.Equal(401, (await host.SendAsync(new HttpMethod(method), path)).Status);
        Assert.Equal(403, (await host.SendAsync(new HttpMethod(method), path, user: 7)).Status);
        Assert.NotEqual(403, (await host.AdminAsync(new HttpMethod(method), path)).Status);
    }

    private static async Task<JsonElement> TasksAsync(AgentsHost host)
    {
        var (status, body, _) = await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks");
        Assert.True(status == 200, $"{status} {body}");
        return body;
    }

    private static int Worker(JsonElement body, string field) =>
        body.GetProperty("workers").EnumerateArray().Select(w => w.GetProperty(field).GetInt32()).FirstOrDefault(-1);

    private static (long Depth, long Pending, long Dead) QueueOf(JsonElement body) =>
        (body.GetProperty("queue").GetProperty("depth").GetInt64(), body.GetProperty("queue").GetProperty("pending").GetInt64(), body.GetProperty("queue").GetProperty("dead").GetInt64());
}
