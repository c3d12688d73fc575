namespace StockAgents.MarketData.Evidence;

/// <summary>Closes of an instrument and its benchmark on the days both traded, oldest first.</summary>
internal sealed record CommonDays(double[] Asset, double[] Benchmark, DateOnly Last)
{
    public int Count => Asset.Length;

    public static CommonDays Of(PriceHistory asset, PriceHistory benchmark)
    {
        var closes = new Dictionary<DateOnly, double>(benchmark.Count);
        for (var i = 0; i < benchmark.Count; i++)
            closes[benchmark.Bars[i].Date] = benchmark.Close[i];
        List<double> ours = [], theirs = [];
        var last = asset.LastDate;
        for (var i = 0; i < asset.Count; i++)
        {
            if (!closes.TryGetValue(asset.Bars[i].Date, out var close))
                continue;
            ours.Add(asset.Close[i]);
            theirs.Add(close);
            last = asset.Bars[i].Date;
        }
        return new CommonDays([.. ours], [.. theirs], last);
    }

    public string Shortage(int needed) => $"{needed} sessions in common with the benchmark needed, {Count} available";
}
