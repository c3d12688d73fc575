using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

/// <summary>
/// The nearest floor and ceiling around the close, among prices that traders watch: channel lows and highs (Donchian),
/// Bollinger bands, long averages, 52-week extremes and the floor-trader's pivot levels.
/// </summary>
internal static class PriceLadder
{
    private static readonly string[] Rungs =
    [
        DonchianLow20, DonchianLow55, DonchianHigh20, DonchianHigh55, BollingerLower, BollingerUpper,
        Sma50, Sma200, Low52Week, High52Week, PivotSupport1, PivotResistance1,
    ];

    public static PriceLevels? Of(AnalysisCase matter)
    {
        if (matter.Evidence.ByName(Close)?.Value is not (> 0 and < PriceTick.Largest and var close))
            return null;
        var prices = Rungs.Select(r => matter.Evidence.ByName(r)?.Value).OfType<decimal>().Where(p => p is > 0 and < PriceTick.Largest).ToList();
        var below = prices.Where(p => p < close).ToList();
        var above = prices.Where(p => p > close).ToList();
        var market = matter.Spec.Symbol.Market;
        var levels = new PriceLevels(
            below.Count > 0 ? PriceTick.Round(below.Max(), market) : null,
            above.Count > 0 ? PriceTick.Round(above.Min(), market) : null,
            matter.Evidence.ByName(Pivot)?.Value is > 0 and < PriceTick.Largest and var pivot ? PriceTick.Round(pivot, market) : null);
        return levels is { Support: null, Resistance: null, Pivot: null } ? null : levels;
    }
}

/// <summary>
/// The smallest price step of each market: Reg NMS rule 612 (US: a cent, a hundredth of it below one dollar), the
/// mainland exchanges' trading rules (0.01), HKEX's spread table in the bands in force until mid-2025.
/// </summary>
internal static class PriceTick
{
    /// <summary>No instrument trades at such a price: a figure beyond it is a fault of the source.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    public static decimal Of(decimal price, Market market) => market switch
    {
        Market.CN => 0.01m,
        Market.US => price < 1 ? 0.0001m : 0.01m,
        _ => price switch
        {
            < 0.25m => 0.001m,
            < 0.5m => 0.005m,
            < 10m => 0.01m,
            < 20m => 0.02m,
            < 100m => 0.05m,
            < 200m => 0.1m,
            < 500m => 0.2m,
            < 1000m => 0.5m,
            < 2000m => 1m,
            < 5000m => 2m,
            _ => 5m,
        },
    };

    public static decimal Round(decimal price, Market market)
    {
        var tick = Of(price, market);
        return Math.Round(price / tick, MidpointRounding.AwayFromZero) * tick;
    }
}
