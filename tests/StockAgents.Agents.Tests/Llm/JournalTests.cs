using System.Text.Json;
using StockAgents.Agents.Roles;
using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

public sealed class JournalTests
{
    [Fact]
    public async Task Another_worker_replays_the_finished_calls_of_a_run_without_asking_again()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(429, retryAfter: 0), ModelReply.Text("not yet"), ModelReply.Text(Opinion.Good));
        var run = new TestRun();
        var first = await world.AskInAHurryAsync(run);

        await using var other = await ModelWorld.StartAsync();
        var second = await other.AskAsync(new TestRun(journal: run.Journal));

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        Assert.Equal(2, second.Usage.ModelCalls);
        Assert.Equal(3, world.Server.Calls.Count);
        Assert.Empty(other.Server.Calls);
    }

    [Fact]
    public async Task The_journal_keeps_what_a_call_cost()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(500), ModelReply.Text(Opinion.Good));
        var run = new TestRun();

        await world.AskInAHurryAsync(run);

        var (key, value) = Assert.Single(run.Journal);
        Assert.Matches("^llm:market_analyst:[0-9a-f]{64}$", key);
        using var written = JsonDocument.Parse(value);
        var call = written.RootElement;
        Assert.Equal(2, call.GetProperty("attempts").GetInt32());
        Assert.Equal("test-model", call.GetProperty("model").GetString());
        Assert.Equal("stop", call.GetProperty("finish_reason").GetString());
        Assert.True(call.GetProperty("input_tokens").GetInt64() > 0);
        Assert.True(call.GetProperty("output_tokens").GetInt64() > 0);
        // The clock stood still but for the one pause before the retry.
        Assert.True(call.GetProperty("latency_ms").GetDouble() > 0);
    }

    [Fact]
    public async Task Two_runs_of_the_same_question_each_ask_and_each_keep_their_own()
    {
        await using var world = await ModelWorld.StartAsync();
        var (one, two) = (new TestRun(), new TestRun());

        await world.AskAsync(one);
        await world.AskAsync(two);

        Assert.Equal(2, world.Server.Calls.Count);
        Assert.Single(world.Server.Calls.Select(c => c.Request.Hash).Distinct());
        Assert.Equal(Assert.Single(one.Journal).Key, Assert.Single(two.Journal).Key);
    }

    [Fact]
    public async Task A_call_that_failed_is_not_kept()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(400), ModelReply.Text(Opinion.Good));
        var run = new TestRun();

        (await world.AskAsync(run)).IsByTheRules("400");
        Assert.Empty(run.Journal);
        (await world.AskAsync(run)).IsByTheModel();
    }

    [Fact]
    public async Task Whatever_changes_the_question_changes_the_hash()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:DeepThink:Model"] = "deep-model" });
        await using var warmer = await ModelWorld.StartAsync(new() { ["Llm:Temperature"] = "0.7" });
        var run = new TestRun();

        await world.AskAsync(run);
        await world.AskAsync(run);
        await world.AskAsync(run, context: ModelWorld.Context + "\nE3 | rsi | 55");
        await world.AskAsync(run, tier: ModelTier.DeepThink);
        await warmer.AskAsync(run);

        Assert.Equal(4, run.Journal.Count);
        Assert.Equal(3, world.Server.Calls.Count);
    }
}
