using CsCheck;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Instruments;
using StockAgents.MarketData.Snapshot;

namespace StockAgents.MarketData.Tests.Bars;

public sealed class AdjustTests
{
    private static readonly DateOnly Start = new(2020, 1, 1);

    private static readonly Gen<AsTradedBars> Histories =
        from closes in Gen.Int[100, 100_000].Array[2, 60]
        from actions in Gen.Select(Gen.Int[0, 59], Gen.Int[1, 3], Gen.Int[0, 60]).Array[0, 6]
        select Make([.. closes.Select(c => c / 100m)], actions);

    [Fact]
    public void The_total_return_series_stays_positive_and_ends_as_traded() => Histories.Sample(history =>
    {
        var total = history.To(Adjustment.Total, Start, history.Last);
        return total.Bars.All(b => b.Low > 0 && b.High >= b.Low) && total.Bars[^1] == history.Bars[^1];
    });

    [Fact]
    public void Each_total_return_is_the_traded_return_plus_what_the_action_paid() => Histories.Sample(history =>
    {
        var total = history.To(Adjustment.Total, Start, history.Last).Bars;
        for (var i = 1; i < total.Count; i++)
        {
            var actions = history.Actions.Where(a => a.ExDate == history.Bars[i].Date).ToList();
            var factor = actions.Aggregate(1m, (f, a) => f * (1 - (a.Dividend / history.Bars[i - 1].Close)) / a.SplitFactor);
            var expected = history.Bars[i].Close / (history.Bars[i - 1].Close * factor);
            Assert.Equal((double)expected, (double)(total[i].Close / total[i - 1].Close), 1e-3 * (double)expected);
        }
    });

    [Fact]
    public void Prices_in_another_unit_adjust_to_the_same_returns() => Histories.Sample(history =>
    {
        var scaled = history with
        {
            Bars = [.. history.Bars.Select(b => b with { Open = b.Open * 7, High = b.High * 7, Low = b.Low * 7, Close = b.Close * 7 })],
            Actions = [.. history.Actions.Select(a => a with { Dividend = a.Dividend * 7 })],
        };
        var pairs = history.To(Adjustment.Total, Start, history.Last).Bars.Zip(scaled.To(Adjustment.Total, Start, history.Last).Bars);
        return pairs.All(p => Math.Abs((p.First.Close * 7) - p.Second.Close) <= 1e-6m && p.First.Volume == p.Second.Volume);
    });

    [Fact]
    public void Traded_value_does_not_change_by_a_split_adjustment() => Histories.Sample(history =>
    {
        var split = history.To(Adjustment.Split, Start, history.Last).Bars;
        return history.Bars.Zip(split).All(p =>
            Math.Abs((p.First.Close * p.First.Volume) - (p.Second.Close * p.Second.Volume)) <= 1e-3m * p.First.Close * p.First.Volume);
    });

    [Fact]
    public async Task Seen_from_the_day_before_its_split_microsoft_is_not_adjusted_for_it()
    {
        var source = await new SnapshotSource().GetAsync(Symbol.Parse("MSFT"), TestContext.Current.CancellationToken);
        var history = Assert.IsType<SourceAnswer.Found>(source).Bars;

        var before = history.To(Adjustment.Total, new(2003, 1, 2), new(2003, 2, 14));
        Assert.Equal(48.30m, before.Bars[^1].Close);
        Assert.Empty(before.Actions);
        Assert.Equal(new DateOnly(2003, 2, 14), before.Provenance.AsOf);

        var after = history.To(Adjustment.Split, new(2003, 1, 2), new(2003, 2, 18));
        Assert.Equal((24.15m, 24.96m), (after.Bars[^2].Close, after.Bars[^1].Close));
    }

    private static AsTradedBars Make(decimal[] closes, (int Day, int Split, int Percent)[] actions)
    {
        var bars = closes.Select((c, i) => new Bar(Start.AddDays(i), c, c * 1.01m, c * 0.99m, c, 1_000_000)).ToArray();
        return new AsTradedBars
        {
            Instrument = Exchanges.Describe(Symbol.Parse("TEST")),
            Source = "test",
            Bars = bars,
            Actions = [.. actions.DistinctBy(a => a.Day).Where(a => a.Day > 0 && a.Day < closes.Length).OrderBy(a => a.Day)
                .Select(a => new CorporateAction(Start.AddDays(a.Day), a.Split, closes[a.Day - 1] * a.Percent / 100))],
            FetchedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
