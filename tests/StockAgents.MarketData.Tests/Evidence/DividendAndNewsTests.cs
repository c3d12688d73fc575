using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

public sealed class DividendAndNewsTests
{
    private static readonly DateOnly Day = new(2024, 6, 28);

    [Fact]
    public void Dividends_before_a_split_are_counted_for_todays_share()
    {
        var evidence = EvidenceBuilder.Build(With(Years(7, 50),
            new(Day.AddMonths(-18), 1, 9), new(Day.AddMonths(-10), 1, 4), new(Day.AddMonths(-6), 2, 0), new(Day.AddMonths(-2), 1, 3),
            new(Day.AddMonths(-64), 1, 5)));
        Assert.Equal(5, evidence.Value(EvidenceNames.DividendTtm));
        Assert.Equal(10, evidence.Value(EvidenceNames.DividendYieldTtm));
        // 2.5 for one share of today five years before: it doubled, 14.8698 % a year.
        Assert.Equal(14.8698m, evidence.Value(EvidenceNames.DividendGrowth5Year));
    }

    [Fact]
    public void A_payer_that_stopped_paying_has_a_yield_of_zero()
    {
        var evidence = EvidenceBuilder.Build(With(Years(3, 50), new CorporateAction(Day.AddYears(-2), 1, 2)));
        Assert.Equal(0, evidence.Value(EvidenceNames.DividendTtm));
        Assert.Equal(0, evidence.Value(EvidenceNames.DividendYieldTtm));
        Assert.StartsWith("six years of dividends needed", evidence.Reason(EvidenceNames.DividendGrowth5Year), StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_without_dividends_does_not_prove_that_none_was_paid()
    {
        Assert.Equal("files has no dividends of MSFT", EvidenceBuilder.Build(With(Years(3, 50))).Reason(EvidenceNames.DividendTtm));
        Assert.StartsWith("a year of history needed",
            EvidenceBuilder.Build(With(Fixture.OfCloses("MSFT", Day, 1, 10, 11), new CorporateAction(Day, 1, 1))).Reason(EvidenceNames.DividendTtm), StringComparison.Ordinal);
    }

    [Fact]
    public void Rating_changes_of_half_a_year_are_counted_and_the_newest_texts_shown_first()
    {
        DatedText[] texts = [.. Enumerable.Range(0, 30).Select(i => Text(i % 3 == 0 ? "upgrade" : "downgrade", Day.AddDays(-i)))];
        var evidence = EvidenceBuilder.Build(Years(1, 50) with { Texts = [Text("upgrade", Day.AddDays(-180)), .. texts.Reverse()] });
        Assert.Equal(10, evidence.Value(EvidenceNames.Upgrades180));
        Assert.Equal(20, evidence.Value(EvidenceNames.Downgrades180));
        Assert.Equal(texts.Take(20), evidence.Section(EvidenceTopic.News).Texts);
    }

    [Fact]
    public void Silence_counts_as_zero_only_where_ratings_are_collected()
    {
        var inputs = Years(1, 50);
        Assert.Equal("no news source is configured for MSFT", EvidenceBuilder.Build(inputs).Reason(EvidenceNames.Upgrades180));
        Assert.Equal("no source of rating changes is configured for MSFT",
            EvidenceBuilder.Build(inputs with { Texts = [Text("dividend", Day)] }).Reason(EvidenceNames.Upgrades180));
        Assert.Equal(0, EvidenceBuilder.Build(inputs with { Texts = [Text("upgrade", Day.AddYears(-1))] }).Value(EvidenceNames.Upgrades180));
    }

    [Fact]
    public void Posts_and_policy_have_their_own_topics()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("600000.SH", Day, 1, 10, 11) with { Texts = [Text("post", Day), Text("policy", Day)] });
        Assert.Equal("post", Assert.Single(evidence.Section(EvidenceTopic.Social).Texts).Kind);
        Assert.Equal("policy", Assert.Single(evidence.Section(EvidenceTopic.Policy).Texts).Kind);
        Assert.Empty(evidence.Section(EvidenceTopic.News).Texts);
    }

    private static DatedText Text(string kind, DateOnly date) => new(kind, $"{kind} {date:O}", null, date, Fixture.CloseOf(date), "wire", null);

    private static EvidenceInputs Years(int years, decimal price) =>
        Fixture.OfCloses("MSFT", Day, 1000, [.. Enumerable.Repeat(price, (years * 366) + 1)]);

    private static EvidenceInputs With(EvidenceInputs inputs, params CorporateAction[] actions) =>
        inputs with { SplitAdjusted = inputs.SplitAdjusted with { Actions = [.. actions.OrderBy(a => a.ExDate)] } };
}
