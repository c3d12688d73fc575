using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.TestKit.Processes;

namespace StockAgents.Flow.Tests.Terminal;

/// <summary><c>analyze SYMBOL</c> as a person types it.</summary>
public sealed class AnalyzeVerbTests : IDisposable
{
    private static readonly Dictionary<string, string> Offline = new(StringComparer.Ordinal)
    {
        ["MarketData__Sources__US"] = "files,snapshot",
        ["MarketData__Sources__HK"] = "files,snapshot",
        ["MarketData__Sources__CN"] = "files,snapshot",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-terminal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_prints_decision_numbers_debate_and_risk_and_exits_0()
    {
        var (code, output, errors) = await AnalyzeAsync("600000.SH", "--level", "L2");
        Assert.Equal((0, ""), (code, errors));
        foreach (var part in new[] { "600000.SH", "2024-09-19", "confidence", "Debate", "Bull", "Bear", "Winner", "Risk", "verdict", "claims verified" })
            Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.Matches("(Strong )?(Buy|Sell|Hold)", output);
    }

    [Fact]
    public async Task With_json_the_report_and_nothing_else_is_on_stdout()
    {
        var (code, output, errors) = await AnalyzeAsync("MSFT", "--level", "L1", "--date", "2014-08-08", "--json");
        Assert.Equal((0, ""), (code, errors));
        var report = JsonNode.Parse(output)!;
        Assert.Equal(("MSFT", "2014-08-08", "L1"), ((string)report["symbol"]!, (string)report["trade_date"]!, (string)report["analysis_level"]!));
        Assert.Equal(JsonValueKind.Object, report.GetValueKind());
    }

    [Theory]
    [InlineData("not a symbol", "NOT-A-SYMBOL")]
    [InlineData("a symbol nobody has", "ZZZZ")]
    [InlineData("a date that is none", "MSFT", "--date", "2014-02-30")]
    [InlineData("a day in the future", "MSFT", "--date", "2999-01-04")]
    [InlineData("a day without data", "MSFT", "--date", "1990-01-05")]
    [InlineData("a level that is none", "MSFT", "--level", "L9")]
    public async Task What_can_t_be_analysed_is_answered_by_one_sentence(string _, params string[] arguments)
    {
        var (code, output, errors) = await AnalyzeAsync(arguments);
        Assert.Equal(1, code);
        Assert.Equal("", output);
        var sentence = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.True(sentence.Length > 20, sentence);
    }

    private async Task<(int Code, string Output, string Errors)> AnalyzeAsync(params string[] arguments)
    {
        await using var process = ServiceProcess.Start(BuiltProgram.Standalone, _folder, ["analyze", .. arguments], Offline);
        var code = await process.ExitAsync(TestContext.Current.CancellationToken);
        return (code, string.Join('\n', process.Log.Lines), process.Errors);
    }
}
