using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

public sealed class MissingEvidenceTests
{
    private static readonly DateOnly Day = new(2024, 3, 28);

    [Fact]
    public void A_short_history_says_how_many_sessions_are_needed_and_there()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("MSFT", Day, 1000, Wave(143)));
        Assert.Equal("200 sessions needed, 143 available", evidence.Reason(EvidenceNames.Sma200));
        Assert.Equal("251 sessions needed, 143 available", evidence.Reason(EvidenceNames.Return250));
        Assert.True(evidence.Value(EvidenceNames.Sma50) > 0);
    }

    [Fact]
    public void One_bar_is_enough_for_its_own_levels_only()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("MSFT", Day, 1000, 42));
        Assert.Equal(
            [EvidenceNames.Close, EvidenceNames.Pivot, EvidenceNames.PivotSupport1, EvidenceNames.PivotResistance1, EvidenceNames.Volume],
            evidence.Sections.SelectMany(s => s.Points).Select(p => p.Name));
    }

    [Fact]
    public void Without_a_trade_no_volume_measure_is_invented()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("MSFT", Day, 0, Wave(300)));
        Assert.Equal(0, evidence.Value(EvidenceNames.Volume));
        Assert.All((string[])[EvidenceNames.Vwma, EvidenceNames.VolumeRatio, EvidenceNames.Obv, EvidenceNames.ObvChange20, EvidenceNames.ChaikinMoneyFlow20, EvidenceNames.UpVolumeShare20, EvidenceNames.AttentionRatio],
            name => Assert.Equal("nothing was traded in the window", evidence.Reason(name)));
        Assert.Equal("a session of the window had no trade", evidence.Reason(EvidenceNames.Amihud20));
    }

    [Fact]
    public void Prices_that_never_move_have_no_oscillators()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("MSFT", Day, 1000, [.. Enumerable.Repeat(10m, 300)]));
        Assert.Equal(10, evidence.Value(EvidenceNames.Sma200));
        Assert.Equal(0, evidence.Value(EvidenceNames.RealisedVolatility60));
        Assert.All((string[])[EvidenceNames.Rsi, EvidenceNames.Cci, EvidenceNames.KdjK, EvidenceNames.StochasticK, EvidenceNames.WilliamsR, EvidenceNames.Adx],
            name => Assert.Equal("prices did not move in the window", evidence.Reason(name)));
    }

    [Fact]
    public void No_benchmark_is_said_in_risk_and_macro()
    {
        var inputs = Fixture.OfCloses("MSFT", Day, 1000, Wave(300));
        var evidence = EvidenceBuilder.Build(inputs);
        Assert.Equal("no benchmark is configured for MSFT", evidence.Reason(EvidenceNames.Beta250));
        Assert.Equal("no benchmark is configured for MSFT", evidence.Reason(EvidenceNames.BenchmarkClose));

        var told = EvidenceBuilder.Build(inputs with { Missing = [new MissingInput("benchmark", "the index ends in 2014")] });
        Assert.Equal("the index ends in 2014", told.Reason(EvidenceNames.RelativeStrength120));
        Assert.Contains(told.Section(EvidenceTopic.Macro).Missing, m => m.Name == "benchmark");
    }

    [Fact]
    public void The_callers_reason_goes_where_its_name_belongs()
    {
        var inputs = Fixture.OfCloses("MSFT", Day, 1000, 10, 11) with
        {
            Missing = [new("pe_ttm", "the filing could not be read"), new("news", "the feed was out of reach"), new("quote", "market closed")],
        };
        var evidence = EvidenceBuilder.Build(inputs);
        Assert.Equal("the filing could not be read", evidence.Reason(EvidenceNames.PriceEarnings));
        Assert.Contains(evidence.Section(EvidenceTopic.News).Missing, m => m is { Name: "news", Reason: "the feed was out of reach" });
        Assert.Contains(evidence.Section(EvidenceTopic.Price).Missing, m => m.Name == "quote");
    }

    [Fact]
    public void Prices_before_a_suspected_split_are_not_compared_with_later_ones()
    {
        var inputs = Fixture.OfCloses("300750.SZ", Day, 1000, [.. Wave(270).Select(p => p * 2), .. Wave(30)]);
        BarSet Suspect(BarSet set) => set with { ActionsKnown = false, SuspectedExDates = [set.Bars[270].Date] };
        var evidence = EvidenceBuilder.Build(inputs with { SplitAdjusted = Suspect(inputs.SplitAdjusted), Total = Suspect(inputs.Total) });
        Assert.StartsWith("61 sessions needed, 30 available since 2024-02-28", evidence.Reason(EvidenceNames.Return60), StringComparison.Ordinal);
        Assert.Contains("dividends not known", evidence.Point(EvidenceNames.Return20).Calculation, StringComparison.Ordinal);
        Assert.Contains("no splits and dividends", evidence.Reason("corporate_actions"), StringComparison.Ordinal);
        Assert.Equal("files has no dividends of 300750.SZ", evidence.Reason(EvidenceNames.DividendTtm));
    }

    [Fact]
    public void The_benchmark_is_compared_on_common_days_only()
    {
        var inputs = Fixture.OfCloses("MSFT", Day, 1000, Wave(300));
        Bar[] everySecond = [.. inputs.Total.Bars.Where((_, i) => i % 2 == 0)];
        var evidence = EvidenceBuilder.Build(inputs with { Benchmark = Fixture.Set("^GSPC", everySecond) });
        Assert.Equal("251 sessions in common with the benchmark needed, 150 available", evidence.Reason(EvidenceNames.Beta250));
        // The asset's own closes served as the index: over the same days nothing is stronger than itself.
        Assert.Equal(0, evidence.Value(EvidenceNames.RelativeStrength120));
        Assert.Equal(everySecond[^1].Date, evidence.Point(EvidenceNames.RelativeStrength120).AsOf);
    }

    [Theory]
    [InlineData(3, false, false)]
    [InlineData(4, true, false)]
    [InlineData(10, true, false)]
    [InlineData(11, true, true)]
    [InlineData(100, true, true)]
    public void Missing_sessions_are_named_and_a_long_stretch_of_them_is_not_computed_across(int missing, bool named, bool cut)
    {
        var sessions = TradingCalendar.Of(Market.US).SessionsBetween(new DateOnly(2022, 1, 3), Day).ToList();
        sessions.RemoveRange(sessions.Count - 30 - missing, missing);
        Bar[] bars = [.. sessions.Select((d, i) => new Bar(d, 50 + (i % 5), 55, 49, 50 + (i % 7), 1000))];
        var evidence = EvidenceBuilder.Build(Fixture.Of(Fixture.Set("MSFT", bars), Fixture.Set("MSFT", bars, Adjustment.Total), Day));

        var said = evidence.Section(EvidenceTopic.Price).Missing.SingleOrDefault(m => m.Name == "sessions")?.Reason;
        Assert.Equal(named ? $"files has no bars of MSFT for {missing} sessions between {bars[^31].Date:yyyy-MM-dd} and {bars[^30].Date:yyyy-MM-dd}" : null, said);
        if (cut)
            Assert.Equal($"61 sessions needed, 30 available since {bars[^30].Date:yyyy-MM-dd}, after {missing} sessions without bars", evidence.Reason(EvidenceNames.Return60));
        else
            Assert.NotNull(evidence.Point(EvidenceNames.Return60));
    }

    [Fact]
    public void A_price_far_below_a_cent_keeps_six_significant_digits()
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses("TINY", Day, 1000, [.. Enumerable.Range(0, 60).Select(i => 0.0000612345m + (i % 7 * 0.0000001m))]));
        Assert.Equal(0.0000615345m, evidence.Value(EvidenceNames.Close));
        Assert.InRange(evidence.Value(EvidenceNames.Sma20), 0.0000612345m, 0.0000618345m);
        Assert.True(evidence.Value(EvidenceNames.Atr) > 0);
    }

    private static decimal[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Round(50 + (decimal)(5 * Math.Sin(i * 0.3)), 2))];
}
