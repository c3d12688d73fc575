using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Files;

/// <summary>
/// Turns a file into bars and actions. In files made from Yahoo the close is already split-adjusted, so only dividends are
/// found there, and "as traded" means as the file has it; a file with closes as traded shows its splits too.
/// </summary>
internal static class FileHistory
{
    public static AsTradedBars Of(Symbol symbol, BarFile file, DateTime changedUtc)
    {
        Bar[] bars = [.. file.Rows.Select(r => r.Bar)];
        var history = new AsTradedBars
        {
            Instrument = Exchanges.Describe(symbol),
            Source = FilesSource.SourceName,
            Bars = bars,
            Actions = [],
            FetchedAt = new DateTimeOffset(changedUtc, TimeSpan.Zero),
        };
        if (symbol.IsIndex)
            return history;
        var adjusted = file.Adjusted;
        return history with
        {
            Actions = adjusted.Actions,
            ActionsKnown = adjusted.Blanks.Count < bars.Length,
            ActionsUnknownFrom = adjusted.UnknownFrom,
            DaysWithoutActions = adjusted.Blanks,
            SuspectedExDates = symbol.Market is Market.CN ? DailyLimits.ImpossibleGaps(symbol, bars) : UnrecordedSplits.Suspect(bars),
        };
    }
}
