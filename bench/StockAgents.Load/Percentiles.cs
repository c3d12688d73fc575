using System.Collections.Concurrent;

namespace StockAgents.Load;

internal sealed record Percentiles(double P50, double P99)
{
    /// <param name="samples">Milliseconds.</param>
    public static Percentiles Of(ConcurrentBag<double> samples)
    {
        var sorted = samples.Order().ToArray();
        return sorted.Length == 0 ? new(0, 0) : new(sorted[sorted.Length / 2], sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * 0.99))]);
    }
}
