using StockAgents.MarketData.Indicators;

namespace StockAgents.Bench;

/// <summary>
/// Goal G11: six indicators over a series, as ratios to a memory copy of the series and to the loop anyone would write, all taken in one run.
/// The copy is of the closes once; an indicator that reads and writes as fast as memory allows would be near 1.
/// </summary>
internal static class IndicatorBench
{
    public static void Run(int bars, TextWriter output)
    {
        var close = Walk(bars);
        double[] a = new double[bars], b = new double[bars], c = new double[bars];
        (string Name, Action Ours, Action Plain)[] rows =
        [
            ("SMA20", () => SimpleMovingAverage.Compute(close, 20, a), () => PlainLoops.Average(close, 20, a)),
            ("SMA50", () => SimpleMovingAverage.Compute(close, 50, a), () => PlainLoops.Average(close, 50, a)),
            ("EMA20", () => ExponentialMovingAverage.Compute(close, 20, a), () => PlainLoops.Exponential(close, 20, a)),
            ("RSI14", () => RelativeStrengthIndex.Compute(close, 14, a), () => PlainLoops.Strength(close, 14, a)),
            ("MACD", () => MovingAverageConvergenceDivergence.Compute(close, 12, 26, 9, a, b, c), () => PlainLoops.Macd(close, a, b, c)),
            ("Bollinger", () => BollingerBands.Compute(close, 20, 2, a, b, c), () => PlainLoops.Bands(close, 20, a, b, c)),
        ];
        var six = rows;
        rows = [.. six, ("all six", () => Array.ForEach(six, r => r.Ours()), () => Array.ForEach(six, r => r.Plain()))];

        var copy = Measurement.Of(bars, () => close.AsSpan().CopyTo(a));
        output.WriteLine($"{bars:N0} bars; one copy of the closes: {copy.NanosecondsPerBar:F3} ns/bar");
        output.WriteLine("indicator    ns/bar   bars/s     speed: copy = 1   plain loop = 1   bytes/bar");
        foreach (var (name, ours, plain) in rows)
        {
            var (mine, theirs) = (Measurement.Of(bars, ours), Measurement.Of(bars, plain));
            output.WriteLine(
                $"{name,-10} {mine.NanosecondsPerBar,8:F2} {1e3 / mine.NanosecondsPerBar,7:F0} M {copy.NanosecondsPerBar / mine.NanosecondsPerBar,16:F4} {theirs.NanosecondsPerBar / mine.NanosecondsPerBar,16:F2} {mine.BytesPerBar,11:F4}");
        }
        output.WriteLine();
    }

    private static double[] Walk(int bars)
    {
        var random = new Random(11);
        var close = new double[bars];
        var log = Math.Log(100);
        for (var i = 0; i < bars; i++)
        {
            log += (0.02 * (random.NextDouble() - 0.5)) - (0.001 * (log - Math.Log(100)));
            close[i] = Math.Exp(log);
        }
        return close;
    }
}
