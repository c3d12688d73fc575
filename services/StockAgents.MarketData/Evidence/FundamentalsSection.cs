using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>What the business earns and pays. Dividends come from corporate actions; statements need a source of their own.</summary>
internal static class FundamentalsSection
{
    private const int GrowthYears = 5;

    private static readonly string[] FromStatements =
    [
        EvidenceNames.PriceEarnings, EvidenceNames.PriceBook, EvidenceNames.ReturnOnEquity, EvidenceNames.DebtToEquity, EvidenceNames.CurrentRatio,
        EvidenceNames.RevenueGrowth, EvidenceNames.EarningsGrowth, EvidenceNames.NetMargin, EvidenceNames.FreeCashFlowYield,
    ];

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory levels)
    {
        var section = new SectionWriter(EvidenceTopic.Fundamentals, inputs.KnownAt);
        Dividends(section, inputs, levels);
        section.Missing(FromStatements, "no statements source is configured");
        return section.Done();
    }

    private static void Dividends(SectionWriter section, EvidenceInputs inputs, PriceHistory levels)
    {
        string[] names = [EvidenceNames.DividendTtm, EvidenceNames.DividendYieldTtm, EvidenceNames.DividendGrowth5Year];
        var set = inputs.SplitAdjusted;
        var source = set.Provenance.Source;
        // The days that the source covers, not those comparable in price: a dividend is a fact on its own.
        var first = set.Bars.Count > 0 ? set.Bars[0].Date : inputs.AsOf;
        if (!set.ActionsKnown || !set.Actions.Any(a => a.Dividend > 0))
        {
            section.Missing(names, $"{source} has no dividends of {set.Symbol}");
            return;
        }
        if (first > inputs.AsOf.AddYears(-1))
        {
            section.Missing(names, $"a year of history needed, {source} begins on {first:yyyy-MM-dd}");
            return;
        }
        var paid = Paid(set, inputs.AsOf);
        section.Add(names[0], Measure.Money(set.Currency, levels.CloseAgo(0)), paid, inputs.AsOf, source,
            "cash dividends with ex-dates in the last 12 months, for one share of today", "a split factor is not positive");
        section.Add(levels, names[1], Measure.Percent, 1, 100 * (paid / levels.CloseAgo(0)), "dividend_ttm / close", "a split factor is not positive");

        var base5 = Paid(set, inputs.AsOf.AddYears(-GrowthYears));
        if (first > inputs.AsOf.AddYears(-GrowthYears - 1))
            section.Missing(names[2], $"six years of dividends needed, {source} begins on {first:yyyy-MM-dd}");
        else
            section.Add(names[2], Measure.Percent, base5 > 0 ? 100 * (Math.Pow(paid / base5, 1.0 / GrowthYears) - 1) : double.NaN, inputs.AsOf, source,
                "yearly growth of dividend_ttm since five years before", "no dividends five years before");
    }

    /// <summary>Dividends of the year that ends on a day, each divided by the splits from its ex-date on.</summary>
    private static double Paid(BarSet set, DateOnly end)
    {
        var start = end.AddYears(-1);
        var sum = 0.0;
        foreach (var payment in set.Actions.Where(a => a.ExDate > start && a.ExDate <= end && a.Dividend > 0))
        {
            var shares = 1.0;
            foreach (var split in set.Actions.Where(a => a.ExDate >= payment.ExDate))
                shares *= split.SplitFactor > 0 ? (double)split.SplitFactor : double.NaN;
            sum += (double)payment.Dividend / shares;
        }
        return sum;
    }
}
