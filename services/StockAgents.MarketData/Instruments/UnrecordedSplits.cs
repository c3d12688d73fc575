using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Instruments;

/// <summary>Days on which a price moved by what a split would move it. For markets without a daily limit, where a gap alone proves nothing.</summary>
internal static class UnrecordedSplits
{
    private const double Tolerance = 0.05;
    private static readonly double[] Ratios = [1.5, 2, 3, 4, 5, 7, 10, 20];

    // Half the price or one and a half of it, less the tolerance: ordinary bad news stays above.
    private const double LargestFall = 0.5 * (1 + Tolerance);
    private const double LargestRise = 1.5 * (1 - Tolerance);

    public static IReadOnlyList<DateOnly> Suspect(ReadOnlySpan<Bar> bars)
    {
        var found = new List<DateOnly>();
        for (var i = 1; i < bars.Length; i++)
        {
            var (open, close) = ((double)(bars[i].Open / bars[i - 1].Close), (double)(bars[i].Close / bars[i - 1].Close));
            if (close is <= LargestFall or >= LargestRise && (IsSplit(open) || IsSplit(close)))
                found.Add(bars[i].Date);
        }
        return found;
    }

    private static bool IsSplit(double move) => Array.Exists(Ratios, ratio => Near(move * ratio) || Near(move / ratio));

    private static bool Near(double leftOver) => Math.Abs(leftOver - 1) <= Tolerance;
}
