using System.Net;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Requests;

/// <summary>An <c>Idempotency-Key</c> makes any number of submits one.</summary>
public abstract class RepeatedSubmitTests(Topology topology) : FlowTest(topology)
{
    private const int Submits = 50;

    [Fact]
    public async Task Fifty_submits_at_once_with_one_key_are_one_analysis()
    {
        var user = await NewUserAsync();
        var key = $"{Guid.CreateVersion7():n}";
        var answers = await Task.WhenAll(Enumerable.Range(0, Submits).Select(async _ =>
        {
            using var answer = await user.SubmitAsync("000001.SZ", new { analysis_level = "L1" }, Stop, key);
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync(Stop));
        }));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Single(answers.Select(a => a.Body).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, (await user.HistoryAsync("000001.SZ", Stop)).Total);
    }

    [Fact]
    public async Task A_key_is_not_for_two_analyses()
    {
        var (user, other) = (await NewUserAsync(), await NewUserAsync());
        var key = $"{Guid.CreateVersion7():n}";
        var first = await user.AcceptAsync("000001.SZ", Stop, level: "L1", key: key);
        using var otherBody = await user.SubmitAsync("000001.SZ", new { analysis_level = "L2" }, Stop, key);
        await Problem.AssertAsync(otherBody, HttpStatusCode.Conflict, "RESOURCE_EXISTS");
        using var otherSymbol = await user.SubmitAsync("600000.SH", new { analysis_level = "L1" }, Stop, key);
        await Problem.AssertAsync(otherSymbol, HttpStatusCode.Conflict, "RESOURCE_EXISTS");
        // Keys belong to their users.
        Assert.NotEqual(first.TaskId, (await other.AcceptAsync("000001.SZ", Stop, level: "L1", key: key)).TaskId);
    }
}

public sealed class RepeatedSubmitsOnStandaloneTests(StandaloneTopology standalone) : RepeatedSubmitTests(standalone);

public sealed class RepeatedSubmitsOnSuiteTests(SuiteTopology suite) : RepeatedSubmitTests(suite);
