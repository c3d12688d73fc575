using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.MarketData;

/// <summary>Who an instrument is: said before any analysis, so that the wrong company is noticed.</summary>
public sealed record Instrument(Symbol Symbol, string Name, Market Market, string Exchange, string Currency, string Type);

/// <summary>The first and last trading day that a source has for an instrument.</summary>
public sealed record Coverage(string Source, DateOnly First, DateOnly Last);

/// <summary>
/// The answer to "can this be analysed as of that day?", asked before a run is stored.
/// Either <see cref="Instrument"/>, <see cref="AsOf"/> and <see cref="Coverage"/> are set, or <see cref="Problem"/> is.
/// </summary>
public sealed record Preflight
{
    public Instrument? Instrument { get; init; }

    /// <summary>The trading day the analysis will stand on: the day asked for, or the last completed session that a source has.</summary>
    public DateOnly? AsOf { get; init; }

    public Coverage? Coverage { get; init; }

    /// <summary>True when no day was asked for and the market has completed sessions after <see cref="AsOf"/>.</summary>
    public bool Stale { get; init; }

    public PreflightProblem? Problem { get; init; }
}

/// <param name="Code">One of <c>DATA_NOT_FOUND</c> (404), <c>VALIDATION_ERROR</c> (400), <c>DATA_SOURCE_ERROR</c> (502).</param>
/// <param name="Detail">One sentence that helps: names the range that is there, or the nearest session.</param>
public sealed record PreflightProblem(int Status, string Code, string Detail);
