using CsCheck;

namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>What holds for every indicator on every series.</summary>
public sealed class IndicatorPropertyTests
{
    private static readonly Gen<(double Close, double Up, double Down, double Volume)> Day =
        Gen.Select(Gen.Double[1, 1000], Gen.Double[0.01, 5], Gen.Double[0.01, 0.9], Gen.Double[0, 1e7]);

    private static readonly Gen<PriceColumns> Prices = Day.Array[0, 60].Select(days => new PriceColumns(
        [.. days.Select(d => d.Close + d.Up)],
        [.. days.Select(d => d.Close - d.Down)],
        [.. days.Select(d => d.Close)],
        [.. days.Select(d => d.Volume)]));

    public static TheoryData<string> Names => [.. Indicator.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_does_not_depend_on_later_bars(string name)
    {
        var indicator = Named(name);
        Gen.Select(Prices, Gen.Int[0, 60]).Sample((prices, cut) =>
        {
            cut = Math.Min(cut, prices.Count);
            Assert.Equal(indicator.Of(prices)[..cut], indicator.Of(prices.Take(cut)));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scaling_all_prices_scales_the_value_or_leaves_it(string name)
    {
        var indicator = Named(name);
        Gen.Select(Prices, Gen.Double[-3, 5].Select(e => Math.Pow(10, e))).Sample((prices, factor) =>
        {
            double[] Times(double[] values) => [.. values.Select(v => v * factor)];
            var scaled = indicator.Of(new PriceColumns(Times(prices.High), Times(prices.Low), Times(prices.Close), prices.Volume));
            var expected = indicator.Scaling is Scaling.WithPrice ? Times(indicator.Of(prices)) : indicator.Of(prices);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Same.Close(expected[i], scaled[i], 1e-6 * Math.Max(1, factor)), $"bar {i}: expected {expected[i]:R}, is {scaled[i]:R}");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_is_unknown_or_within_its_bounds(string name)
    {
        var indicator = Named(name);
        Prices.Sample(prices => Assert.All(indicator.Of(prices), value =>
        {
            if (!double.IsNaN(value))
                Assert.InRange(value, indicator.Lowest - 1e-9, indicator.Highest + 1e-9);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_enough_series_has_a_value(string name)
    {
        var indicator = Named(name);
        var prices = Walk(60);
        Assert.True(double.IsFinite(indicator.Of(prices)[^1]), "the last bar of sixty has no value");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_shorter_than_the_warm_up_are_unknown_and_do_not_throw(string name)
    {
        var indicator = Named(name);
        for (var bars = 0; bars <= 4; bars++)
        {
            var prices = Walk(bars);
            Assert.All(indicator.Of(prices), value => Assert.True(double.IsNaN(value) || indicator.Name is "obv"));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.1)]
    [InlineData(123456.789)]
    public void A_series_that_never_moves_has_exact_levels_and_no_invented_oscillators(double price)
    {
        double[] flat = [.. Enumerable.Repeat(price, 60)], volume = [.. Enumerable.Repeat(1000.0, 60)];
        var prices = new PriceColumns(flat, flat, flat, volume);
        Assert.All((string[])["sma", "ema", "bollinger middle", "bollinger upper", "bollinger lower", "vwma", "donchian upper"],
            name => Assert.Equal(price, Named(name).Of(prices)[^1]));
        Assert.All((string[])["macd", "macd signal", "macd histogram", "atr", "obv", "cmf", "volatility", "drawdown", "largest drawdown", "amihud"],
            name => Assert.Equal(0, Named(name).Of(prices)[^1]));
        Assert.All((string[])["kdj k", "kdj d", "kdj j"], name => Assert.Equal(50, Named(name).Of(prices)[^1]));
        Assert.All((string[])["rsi", "mfi", "cci", "williams", "stochastic k", "adx", "+di", "beta", "correlation"],
            name => Assert.Equal(double.NaN, Named(name).Of(prices)[^1]));
    }

    private static Indicator Named(string name) => Indicator.All.Single(i => i.Name == name);

    private static PriceColumns Walk(int bars)
    {
        double[] close = [.. Enumerable.Range(0, bars).Select(i => 100 + (10 * Math.Sin(i * 0.7)) + (i * 0.1))];
        return new PriceColumns(
            [.. close.Select((c, i) => c + 1 + (0.5 * Math.Cos(i)))], [.. close.Select((c, i) => c - 1 - (0.5 * Math.Sin(i)))], close,
            [.. close.Select((_, i) => 1000.0 + i)]);
    }
}
