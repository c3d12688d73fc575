using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Files;

/// <summary>
/// What the adj_close column says happened: the ratio of adj_close to close moves only on ex-dates, by what was paid or split.
/// An empty cell between two rows of the same ratio hides nothing; between two different ratios an ex-date is lost.
/// </summary>
/// <param name="UnknownFrom">The first day from which a view back in time has an ex-date that can't be told; null when there is none.</param>
/// <param name="Blanks">Days whose own cell is empty: seen from one of them, nobody knows yet what went ex on it.</param>
internal sealed record AdjustedCloses(IReadOnlyList<CorporateAction> Actions, DateOnly? UnknownFrom, IReadOnlySet<DateOnly> Blanks, string? Problem = null)
{
    // A factor this far from 1 whose price gap agrees is a split; no share pays a fifth of its price without falling by it.
    private const double SmallestSplit = 1.2;
    private const double GapAgreement = 0.15;

    // On the ex-date of a large split a share may also move by half.
    private const double LargeSplit = 2;
    private const double LargeGapAgreement = 0.6;

    // Nobody pays a negative dividend; a vendor's correction of itself is smaller than this.
    private const double LargestCorrection = 1.001;
    private const double LargestDividend = 0.5;

    public static AdjustedCloses Of(IReadOnlyList<BarRow> rows)
    {
        var actions = new List<CorporateAction>();
        var blanks = new HashSet<DateOnly>();
        DateOnly? unknownFrom = rows[0].AdjustedClose is null ? rows[0].Bar.Date : null;
        var known = -1;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].AdjustedClose is null)
            {
                blanks.Add(rows[i].Bar.Date);
                continue;
            }
            if (known >= 0 && Step(rows[known], rows[i]) is { } factor)
            {
                var gap = (double)rows[i].Bar.Close / (double)rows[known].Bar.Close;
                if (!IsSplit(factor, gap) && factor is < 1 - LargestDividend or > LargestCorrection)
                    return new AdjustedCloses([], null, blanks, Impossible(rows[known], rows[i], factor));
                if (known < i - 1)
                    unknownFrom ??= rows[i].Bar.Date;
                else if (Action(rows[i].Bar, rows[known].Bar, factor, gap) is { } action)
                    actions.Add(action);
            }
            known = i;
        }
        return new AdjustedCloses(actions, unknownFrom, blanks);
    }

    /// <summary>How the ratio changed from one row to a later one; null when it did not, or by no more than rounding.</summary>
    private static double? Step(BarRow before, BarRow row)
    {
        var factor = Ratio(before) / Ratio(row);
        return Math.Abs(factor - 1) > Rounding(before) + Rounding(row) ? factor : null;
    }

    private static double Ratio(BarRow row) => (double)row.AdjustedClose!.Value / (double)row.Bar.Close;

    /// <summary>How far the ratio of a row may be off by the decimals it is written with, relative; never below a float's noise.</summary>
    private static double Rounding(BarRow row) => Math.Max(
        ((double)row.Precision.Close / (double)row.Bar.Close) + ((double)row.Precision.AdjustedClose / (double)row.AdjustedClose!.Value), 2e-6);

    private static bool IsSplit(double factor, double gap) => factor is < 1 / SmallestSplit or > SmallestSplit
        && factor is > 1e-4 and < 1e4
        && (Math.Abs((gap / factor) - 1) < GapAgreement
            || (factor is < 1 / LargeSplit or > LargeSplit && gap / factor is > LargeGapAgreement and < 1 / LargeGapAgreement));

    private static CorporateAction? Action(Bar bar, Bar before, double factor, double gap) =>
        IsSplit(factor, gap) ? new CorporateAction(bar.Date, SplitRatio((decimal)(1 / factor)), 0)
        : factor < 1 ? new CorporateAction(bar.Date, 1, Math.Round(before.Close * (decimal)(1 - factor), 6))
        : null;

    /// <summary>The ratio as it was announced (2, 1.5, 0.1) where rounding explains the difference, else as computed.</summary>
    private static decimal SplitRatio(decimal computed)
    {
        var announced = computed >= 1 ? Math.Round(computed * 20) / 20 : 1 / Math.Round(1 / computed);
        return Math.Abs((announced / computed) - 1) < 0.01m ? announced : Math.Round(computed, 6);
    }

    private static string Impossible(BarRow before, BarRow row, double factor) =>
        $"line {row.Line}: adj_close {row.AdjustedClose} of close {row.Bar.Close} would mean "
        + (factor < 1 ? $"a dividend of {100 * (1 - factor):0} % of the price" : "a dividend below zero")
        + $" after line {before.Line} with adj_close {before.AdjustedClose} of close {before.Bar.Close}. Correct the wrong one, or leave its adj_close empty.";
}
