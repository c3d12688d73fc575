using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Requests;

/// <summary>Whatever is wrong with a request, the answer says so in a sentence, and nothing is stored.</summary>
public abstract class RefusalTests(Topology topology) : FlowTest(topology)
{
    [Fact]
    public async Task Bad_input_is_refused_with_a_sentence_and_leaves_nothing_behind()
    {
        var user = await NewUserAsync();
        var wrong = new List<string>();
        foreach (var request in RefusedRequest.All)
        {
            using var message = request.Message();
            using var answer = await user.Http.SendAsync(message, Stop);
            if (await Record.ExceptionAsync(() => Problem.AssertAsync(answer, request.Status)) is { } failure)
                wrong.Add($"{request}: {(int)answer.StatusCode} {failure.Message}");
        }
        Assert.Empty(wrong);
        foreach (var symbol in new[] { "MSFT", "ZZZZ", "600000.SH" })
            Assert.Equal(0, (await user.HistoryAsync(symbol, Stop)).Total);
    }

    [Fact]
    public async Task A_position_that_is_none_is_refused()
    {
        var user = await NewUserAsync();
        var (ticket, _) = await user.AnalyseAsync("TXN", date: null, Stop, level: "L1");
        foreach (var position in new[] { "-1", "last", "1.5", "99999", "99999999999999999999" })
        {
            using var answer = await user.OpenStreamAsync(ticket.TaskId, position, Stop);
            await Problem.AssertAsync(answer, System.Net.HttpStatusCode.BadRequest, "VALIDATION_ERROR");
        }
    }
}

public sealed class RefusalsOnStandaloneTests(StandaloneTopology standalone) : RefusalTests(standalone);

public sealed class RefusalsOnSuiteTests(SuiteTopology suite) : RefusalTests(suite);
