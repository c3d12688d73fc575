using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

public sealed class ProviderFailureTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Retry_After_is_waited_out_exactly()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(429, retryAfter: 7), ModelReply.Text(Opinion.Good));

        var asking = world.AskAsync();

        Assert.Equal(TimeSpan.FromSeconds(7), await world.Clock.NextPauseAsync(Deadline));
        Assert.Single(world.Server.Calls);
        world.Clock.Advance(TimeSpan.FromSeconds(7));
        (await asking).IsByTheModel();
        Assert.Equal(2, world.Server.Calls.Count);
    }

    [Fact]
    public async Task A_Retry_After_past_the_deadline_is_not_waited_for()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(429, retryAfter: 61));

        (await world.AskAsync()).IsByTheRules("429");

        Assert.Single(world.Server.Calls);
    }

    public static TheoryData<string> PassingFaults => ["500", "503", "429", "408", "reset", "not a completion", "no choices", "nothing"];

    private static ModelReply Fault(string name) => name switch
    {
        "reset" => ModelReply.ResetMidBody(),
        "not a completion" => ModelReply.Body("<html>Bad gateway</html>", "text/html"),
        "no choices" => ModelReply.Body("""{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[]}"""),
        "nothing" => ModelReply.Body(""),
        _ => ModelReply.Status(int.Parse(name)),
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_passing_fault_is_retried(string fault)
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(Fault(fault), Fault(fault), ModelReply.Text(Opinion.Good));

        (await world.AskInAHurryAsync()).IsByTheModel();

        Assert.Equal(3, world.Server.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_lasting_fault_ends_with_the_rules_after_four_requests(string fault)
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Answer = _ => Fault(fault);

        var answer = await world.AskInAHurryAsync();

        answer.IsByTheRules("The model endpoint");
        Assert.Equal(4, world.Server.Calls.Count);
        Assert.Equal(0, answer.Usage.ModelCalls);
    }

    [Theory]
    [InlineData(400, "refused the request with 400")]
    [InlineData(401, "check OPENAI_API_KEY")]
    [InlineData(404, "refused the request with 404")]
    public async Task A_refusal_is_not_retried(int status, string cause)
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.Status(status));

        (await world.AskAsync()).IsByTheRules(cause);

        Assert.Single(world.Server.Calls);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_ends_with_the_rules()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["OPENAI_BASE_URL"] = "http://127.0.0.1:1/v1" });

        (await world.AskInAHurryAsync()).IsByTheRules("could not be reached");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_slow_drip_is_cut_at_the_deadline(string stream)
    {
        using var bytes = new SemaphoreSlim(0);
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:Stream"] = stream });
        world.Server.Next(ModelReply.Drip(bytes.WaitAsync));

        var asking = world.AskAsync();
        await world.Server.ArrivalsAsync(1, TestContext.Current.CancellationToken);
        bytes.Release(3);
        world.Clock.Advance(Deadline - TimeSpan.FromMilliseconds(600));
        bytes.Release(3);
        Assert.False(asking.IsCompleted);
        world.Clock.Advance(TimeSpan.FromMilliseconds(600));

        (await asking).IsByTheRules("did not answer within 60 s");
        var call = Assert.Single(world.Server.Calls);
        await call.Ended.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(call.HungUp);
    }

    [Fact]
    public async Task A_silent_endpoint_is_cut_at_the_deadline()
    {
        var never = new TaskCompletionSource();
        await using var world = await ModelWorld.StartAsync();
        world.Server.Next(ModelReply.After(never.Task, ModelReply.Text(Opinion.Good)));

        var asking = world.AskAsync();
        await world.Server.ArrivalsAsync(1, TestContext.Current.CancellationToken);
        world.Clock.Advance(Deadline);

        (await asking).IsByTheRules("did not answer within 60 s");
    }

    [Theory]
    [InlineData("false", long.MaxValue)]
    [InlineData("true", long.MaxValue)]
    [InlineData("false", 100L << 20)]
    public async Task An_answer_without_end_is_cut_at_the_size_limit_and_not_asked_for_again(string stream, long bytes)
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:Stream"] = stream });
        world.Server.Next(ModelReply.Long(bytes));

        (await world.AskAsync()).IsByTheRules("longer than 1048576 bytes");

        var call = Assert.Single(world.Server.Calls);
        await call.Ended.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(call.HungUp);
    }

    [Fact]
    public async Task Ten_failures_in_a_row_open_the_circuit_and_one_success_closes_it()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:MaxRetriesPerRun"] = "1000" });
        world.Server.Answer = _ => ModelReply.Status(500);
        while (world.Server.Calls.Count < 10)
            await world.AskInAHurryAsync();

        (await world.AskAsync()).IsByTheRules("left alone for a while");
        Assert.Equal(10, world.Server.Calls.Count);

        world.Clock.Advance(TimeSpan.FromSeconds(30));
        world.Server.Answer = _ => ModelReply.Text(Opinion.Good);
        (await world.AskAsync()).IsByTheModel();
        (await world.AskAsync(new TestRun("en"))).IsByTheModel();
        Assert.Equal(12, world.Server.Calls.Count);
    }

    [Fact]
    public async Task A_failed_probe_keeps_the_circuit_open()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:BreakAfter"] = "1", ["Llm:MaxAttempts"] = "1" });
        world.Server.Answer = _ => ModelReply.Status(500);
        await world.AskAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        (await world.AskAsync()).IsByTheRules("answered 500");
        (await world.AskAsync()).IsByTheRules("left alone");

        Assert.Equal(2, world.Server.Calls.Count);
    }

    [Fact]
    public async Task The_retries_of_one_run_are_capped_over_all_its_roles()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:MaxRetriesPerRun"] = "4" });
        world.Server.Answer = request => request.Number < 9 ? ModelReply.Status(503) : ModelReply.Text(Opinion.Good);
        var run = new TestRun();

        await world.AskInAHurryAsync(run);
        await world.AskInAHurryAsync(run);
        await world.AskInAHurryAsync(run);

        // Three first requests and the four retries of the run.
        Assert.Equal(7, world.Server.Calls.Count);
    }

    [Fact]
    public async Task A_run_that_is_stopped_stops_its_call_and_blames_nobody()
    {
        using var stop = new CancellationTokenSource();
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:BreakAfter"] = "1" });
        world.Server.Next(ModelReply.After(new TaskCompletionSource().Task, ModelReply.Text("")), ModelReply.Text(Opinion.Good));

        var asking = world.AskAsync(cancellationToken: stop.Token);
        await world.Server.ArrivalsAsync(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        (await world.AskAsync()).IsByTheModel();
    }

    [Fact]
    public async Task No_more_calls_are_under_way_than_the_process_allows()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:Concurrency"] = "2" });
        var (underWay, most) = (0, 0);
        var (full, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Server.Answer = _ =>
        {
            var now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            if (now == 2)
                full.TrySetResult();
            return ModelReply.After(Leaving(), ModelReply.Sample());
        };

        async Task Leaving()
        {
            await go.Task;
            // Before the answer is written: the client can't start its next call earlier than this.
            Interlocked.Decrement(ref underWay);
        }

        var asking = Enumerable.Range(0, 12).Select(_ => world.AskAsync(new TestRun())).ToArray();
        await full.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, world.Server.Calls.Count);
        go.SetResult();

        Assert.All(await Task.WhenAll(asking), answer => answer.IsByTheModel());
        Assert.Equal(12, world.Server.Calls.Count);
        Assert.Equal(2, most);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
