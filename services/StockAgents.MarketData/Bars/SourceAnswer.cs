namespace StockAgents.MarketData.Bars;

/// <summary>What a source said. <see cref="Clause"/> continues "<c>files</c> ..." in a sentence, and depends on nothing that differs between two calls.</summary>
internal abstract record SourceAnswer(string Clause)
{
    public sealed record Found(AsTradedBars Bars) : SourceAnswer($"has {Bars.Symbol} from {Bars.First:yyyy-MM-dd} to {Bars.Last:yyyy-MM-dd}");

    /// <summary>The source answered and does not have the symbol.</summary>
    public sealed record UnknownSymbol(string Clause) : SourceAnswer(Clause);

    /// <summary>The source has the symbol in a form that must not be used; the owner of the data can repair it.</summary>
    public sealed record Rejected(string Problem) : SourceAnswer(Problem);

    public sealed record Unavailable(OutageReason Reason) : SourceAnswer(Reason switch
    {
        OutageReason.Throttled => "is throttling requests",
        OutageReason.Blocked => "refuses requests",
        OutageReason.Timeout => "did not answer in time",
        OutageReason.BadShape => "answered something that is not price data",
        OutageReason.ServerError => "is out of order",
        _ => "is unreachable",
    });
}

/// <summary>Why a source could not be asked.</summary>
internal enum OutageReason
{
    Unreachable,
    Timeout,
    Throttled,
    Blocked,
    ServerError,
    BadShape,
}
