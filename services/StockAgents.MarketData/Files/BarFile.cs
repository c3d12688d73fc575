using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Files;

/// <summary>
/// One CSV of daily bars, read and checked. A bad row refuses the whole file with a sentence that names the line: dropping
/// it silently would change returns and indicators behind the user's back.
/// </summary>
internal sealed record BarFile(IReadOnlyList<BarRow> Rows, string? Problem = null)
{
    /// <summary>About a century of daily bars; more is not a file of daily bars.</summary>
    private const int MostRows = 50_000;

    /// <summary>What the adj_close column says; there when the file has no <see cref="Problem"/>.</summary>
    public AdjustedCloses Adjusted { get; private init; } = new([], null, new HashSet<DateOnly>());

    public static async Task<BarFile> ReadAsync(TextReader text, CancellationToken cancellationToken)
    {
        if (await text.ReadLineAsync(cancellationToken) is not { Length: > 0 } header)
            return Refuse("it is empty.");
        if (BarColumns.Find(CsvLine.Cells(header), out var missing) is not { } columns)
            return Refuse($"its header has no {missing} column; expected is date,open,high,low,close,adj_close,volume.");

        var rows = new List<BarRow>();
        for (var number = 2; await text.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (rows.Count == MostRows)
                return Refuse($"it has more than {MostRows} rows.");
            if (columns.Read(CsvLine.Cells(line), out var problem) is not { } row)
                return Refuse($"line {number}: {problem}");
            rows.Add(row with { Line = number });
        }
        if (rows.Count == 0)
            return Refuse("it has a header and no rows.");
        if (rows[0].Bar.Date > rows[^1].Bar.Date)
            rows.Reverse();
        if (OrderProblem(rows) is { } disorder)
            return Refuse(disorder);
        var adjusted = AdjustedCloses.Of(rows);
        return adjusted.Problem is { } impossible ? Refuse(impossible) : new BarFile(rows) { Adjusted = adjusted };
    }

    /// <summary>The file up to the last completed session: the row of a running one is not history yet, and one of a day to come is a mistake.</summary>
    public BarFile Through(DateOnly completed, DateOnly today)
    {
        if (Problem is not null)
            return this;
        if (Rows.FirstOrDefault(r => r.Bar.Date > today) is { } future)
            return Refuse($"line {future.Line}: {future.Bar.Date:yyyy-MM-dd} is in the future; the last completed session is {completed:yyyy-MM-dd}.");
        var rows = Rows.TakeWhile(r => r.Bar.Date <= completed).ToList();
        return rows.Count == Rows.Count ? this
            : rows.Count == 0 ? Refuse($"it has no row up to {completed:yyyy-MM-dd}, the last completed session.")
            : new BarFile(rows) { Adjusted = AdjustedCloses.Of(rows) };
    }

    private static string? OrderProblem(List<BarRow> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var (before, row) = (rows[i - 1], rows[i]);
            if (row.Bar.Date == before.Bar.Date)
                return $"lines {Math.Min(before.Line, row.Line)} and {Math.Max(before.Line, row.Line)} are both of {row.Bar.Date:yyyy-MM-dd}.";
            if (row.Bar.Date < before.Bar.Date)
                return $"line {row.Line}: {row.Bar.Date:yyyy-MM-dd} is out of order; rows go from old to new or from new to old.";
        }
        return null;
    }

    private static BarFile Refuse(string problem) => new([], problem);
}

/// <param name="AdjustedClose">Null when the file does not say; never 0.</param>
/// <param name="Precision">Half a unit of the last decimal the two closes are written with, for telling a dividend from rounding.</param>
internal sealed record BarRow(Bar Bar, decimal? AdjustedClose, RowPrecision Precision, int Line = 0);

internal readonly record struct RowPrecision(decimal Close, decimal AdjustedClose);
