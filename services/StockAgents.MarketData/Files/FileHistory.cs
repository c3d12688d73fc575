using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Files;

/// <summary>
/// Turns a file into bars and actions. The ratio of close to adj_close moves only on ex-dates; by how much says what was
/// paid. In files made from Yahoo the close is already split-adjusted, so only dividends are found there, and "as traded"
/// means as the file has it; a file with closes as traded shows its splits too.
/// </summary>
internal static class FileHistory
{
    // A factor this far from 1 whose price gap agrees is a split; no share pays a fifth of its price without falling by it.
    private const decimal SmallestSplit = 1.2m;
    private const decimal GapAgreement = 0.15m;

    public static AsTradedBars Of(Symbol symbol, BarFile file, DateTime changedUtc)
    {
        Bar[] bars = [.. file.Rows.Select(r => r.Bar)];
        var known = symbol.IsIndex || file.Rows.All(r => r.AdjustedClose is not null);
        return new AsTradedBars
        {
            Instrument = Exchanges.Describe(symbol),
            Source = FilesSource.SourceName,
            Bars = bars,
            Actions = symbol.IsIndex ? [] : Actions(file.Rows),
            ActionsKnown = known,
            SuspectedExDates = known ? [] : DailyLimits.ImpossibleGaps(symbol, bars),
            FetchedAt = new DateTimeOffset(changedUtc, TimeSpan.Zero),
        };
    }

    private static List<CorporateAction> Actions(IReadOnlyList<BarRow> rows)
    {
        var actions = new List<CorporateAction>();
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i - 1] is not { AdjustedClose: { } adjustedBefore } before || rows[i] is not { AdjustedClose: { } adjusted } row)
                continue;
            var factor = adjustedBefore / before.Bar.Close / (adjusted / row.Bar.Close);
            if (Math.Abs(factor - 1) > Rounding(before, adjustedBefore) + Rounding(row, adjusted))
                Add(actions, row.Bar, before.Bar, factor);
        }
        return actions;
    }

    private static void Add(List<CorporateAction> actions, Bar bar, Bar before, decimal factor)
    {
        var gap = bar.Close / before.Close;
        if (factor is < 1 / SmallestSplit or > SmallestSplit && Math.Abs((gap / factor) - 1) < GapAgreement)
            actions.Add(new CorporateAction(bar.Date, SplitRatio(1 / factor), 0));
        else if (factor < 1)
            actions.Add(new CorporateAction(bar.Date, 1, Math.Round(before.Close * (1 - factor), 6)));
        // What is left is a factor above 1 without a price gap: a vendor's correction of itself, since nobody is paid a
        // negative dividend.
    }

    /// <summary>The ratio as it was announced (2, 1.5, 0.1) where rounding explains the difference, else as computed.</summary>
    private static decimal SplitRatio(decimal computed)
    {
        var announced = computed >= 1 ? Math.Round(computed * 20) / 20 : 1 / Math.Round(1 / computed);
        return Math.Abs((announced / computed) - 1) < 0.01m ? announced : Math.Round(computed, 6);
    }

    /// <summary>How far the ratio of a row may be off by the decimals it is written with, relative; never below a float's noise.</summary>
    private static decimal Rounding(BarRow row, decimal adjusted) =>
        Math.Max((row.Precision.Close / row.Bar.Close) + (row.Precision.AdjustedClose / adjusted), 2e-6m);
}
