using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Tests.Indicators;

public sealed class IndicatorStabilityTests
{
    private const int Million = 1_000_000;

    [Fact]
    public void A_million_bars_leave_no_drift_in_rolling_values()
    {
        var close = Long();
        double[] sma = new double[Million], middle = new double[Million], upper = new double[Million], lower = new double[Million];
        SimpleMovingAverage.Compute(close, 20, sma);
        BollingerBands.Compute(close, 20, 2, middle, upper, lower);
        for (var i = 19; i < Million; i += 997)
            Check(i);
        Check(Million - 1);

        void Check(int i)
        {
            var window = close.AsSpan(i - 19, 20).ToArray();
            var mean = window.Average();
            var deviation = Math.Sqrt(window.Average(v => (v - mean) * (v - mean)));
            Assert.Equal(mean, sma[i], Math.Abs(mean) * 1e-12);
            Assert.Equal(mean + (2 * deviation), upper[i], Math.Abs(mean) * 1e-9);
            Assert.Equal(mean - (2 * deviation), lower[i], Math.Abs(mean) * 1e-9);
        }
    }

    [Fact]
    public void A_huge_value_leaves_no_trace_once_it_has_left_the_window()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i == 30 ? 1e18 : 0.1 + (0.001 * i))];
        var sma = new double[100];
        SimpleMovingAverage.Compute(values, 10, sma);
        for (var i = 60; i < 100; i++)
            Assert.Equal(values[(i - 9)..(i + 1)].Average(), sma[i], 1e-14);
    }

    [Fact]
    public void A_hole_in_the_data_is_unknown_only_while_it_is_in_the_window()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => i == 25 ? double.NaN : i)];
        var sma = new double[60];
        SimpleMovingAverage.Compute(values, 7, sma);
        for (var i = 6; i < 60; i++)
            Assert.Equal(i is >= 25 and < 32, double.IsNaN(sma[i]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(600)]
    public void Rolling_extremes_and_falls_equal_a_plain_search_at_any_period(int period)
    {
        double[] close = [.. Enumerable.Range(0, 1300).Select(i => 50 + (20 * Math.Sin(i * i * 0.37)) + (10 * Math.Cos(i * 0.11)))];
        double[] upper = new double[close.Length], lower = new double[close.Length], now = new double[close.Length], largest = new double[close.Length];
        DonchianChannel.Compute(close, close, period, upper, lower);
        Drawdown.Compute(close, period, now, largest);
        for (var i = 0; i < close.Length; i++)
        {
            if (i < period - 1)
            {
                Assert.True(double.IsNaN(upper[i]) && double.IsNaN(largest[i]));
                continue;
            }
            var window = close[(i - period + 1)..(i + 1)];
            Assert.Equal(window.Max(), upper[i]);
            Assert.Equal(window.Min(), lower[i]);
            double peak = 0, fall = 0;
            foreach (var value in window)
            {
                peak = Math.Max(peak, value);
                fall = Math.Max(fall, (peak - value) / peak);
            }
            Assert.Equal(fall, largest[i], 1e-12);
            Assert.Equal((peak - window[^1]) / peak, now[i], 1e-12);
        }
    }

    private static double[] Long()
    {
        var random = new Random(20240102);
        var close = new double[Million];
        var log = Math.Log(100);
        for (var i = 0; i < Million; i++)
        {
            // Pulled back towards 100 so that a million steps neither overflow nor vanish; every 100,000 bars one price is absurd.
            log += (0.02 * (random.NextDouble() - 0.5)) + (0.0005 * (Math.Log(100) - log));
            close[i] = i % 100_000 == 99_999 ? 1e12 : Math.Exp(log);
        }
        return close;
    }
}
