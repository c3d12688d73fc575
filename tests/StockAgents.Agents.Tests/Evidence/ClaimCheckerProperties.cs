using System.Globalization;
using CsCheck;
using StockAgents.Agents.Evidence;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Evidence;

public sealed class ClaimCheckerProperties
{
    private static readonly string[] Units = ["USD", "%", "ratio", "points", "shares"];

    private static readonly Gen<(decimal Value, string Unit, int Decimals, string Language)> Facts =
        Gen.Select(
            Gen.OneOf(Gen.Int[-100_000, 100_000].Select(i => i / 1000m), Gen.Long[-9_000_000_000_000, 9_000_000_000_000].Select(l => l / 100m)),
            Pick.From(Units), Gen.Int[0, 6], Pick.From("en", "zh"));

    [Fact]
    public void Any_rounding_of_a_cited_value_verifies() => Facts.Sample(f =>
    {
        var (checker, _) = CheckerOf(f.Value, f.Unit);
        var printed = f.Value.ToString("F" + f.Decimals, CultureInfo.InvariantCulture) + (f.Unit == "%" ? "%" : "");
        Assert.Empty(checker.Unverified(Claim(f.Language, printed)));
    }, iter: 2_000);

    [Fact]
    public void Whatever_a_figure_prints_of_itself_verifies() => Facts.Sample(f =>
    {
        var (checker, pack) = CheckerOf(f.Value, f.Unit);
        var figure = new Figure(pack.Items[0], f.Language == "zh");
        Assert.Empty(checker.Unverified(Claim(f.Language, figure.ToString())));
        Assert.Empty(checker.Unverified(Claim(f.Language, figure.ToString("+", null))));
    }, iter: 2_000);

    [Fact]
    public void A_planted_wrong_number_is_always_flagged() => Gen.Select(Facts, Gen.Int[1, 5_000], Gen.Bool).Sample((f, steps, up) =>
    {
        // At least one step of the printed precision beside the true value.
        var step = (decimal)Math.Pow(10, -f.Decimals) * (up ? steps : -steps);
        var wrong = Math.Round(f.Value, f.Decimals) + step;
        var (checker, _) = CheckerOf(f.Value, f.Unit);
        var printed = wrong.ToString("F" + f.Decimals, CultureInfo.InvariantCulture) + (f.Unit == "%" ? "%" : "");
        Assert.Equal([printed], checker.Unverified(Claim(f.Language, printed)));
    }, iter: 2_000);

    [Fact]
    public void A_true_number_of_evidence_not_cited_is_flagged() => Facts.Sample(f =>
    {
        var pack = EvidencePack.Build(
            new EvidenceBuilder().Point(EvidenceTopic.Price, "a", f.Value, f.Unit).Point(EvidenceTopic.Price, "b", f.Value + 1_000_000_000_000m, f.Unit).Build(),
            EvidenceBuilder.Day);
        var printed = f.Value.ToString(CultureInfo.InvariantCulture) + (f.Unit == "%" ? "%" : "");
        Assert.Equal([printed], new ClaimChecker(pack).Unverified(new ClaimDraft($"It is {printed}.", ["E2"])));
    }, iter: 1_000);

    [Fact]
    public void Any_text_at_all_is_read_without_an_exception()
    {
        var (checker, _) = CheckerOf(12.5m, "%");
        Gen.OneOf(Gen.String, Gen.String["0123456789.,-+%$¥ 年月日亿万kMbn()E/"]).Sample(text => { _ = checker.Unverified(new ClaimDraft(text, ["E1"])); }, iter: 5_000);
    }

    private static (ClaimChecker Checker, EvidencePack Pack) CheckerOf(decimal value, string unit)
    {
        var pack = EvidencePack.Build(new EvidenceBuilder().Point(EvidenceTopic.Price, "a", value, unit).Build(), EvidenceBuilder.Day);
        return (new ClaimChecker(pack), pack);
    }

    private static ClaimDraft Claim(string language, string number) =>
        new(language == "zh" ? $"该指标为{number}。" : $"The reading is {number} now.", ["E1"]);
}
