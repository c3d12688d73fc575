using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Bars;
using StockAgents.ServiceDefaults.Errors;
using PreflightAnswer = StockAgents.Contracts.MarketData.Preflight;

namespace StockAgents.MarketData.Preflight;

/// <summary>Whether a symbol can be analysed as of a day, with the bars it would stand on. Either these or <see cref="Problem"/>.</summary>
internal sealed record Readiness(AsTradedBars? Bars, DateOnly AsOf, PreflightProblem? Problem)
{
    /// <summary>
    /// True when the latest prices were asked for and sessions were completed since. A day that was named is what it is, however
    /// far its source goes.
    /// </summary>
    public bool Stale { get; private init; }

    public static Readiness Of(AsTradedBars bars, DateOnly asOf, bool stale = false) => new(bars, asOf, null) { Stale = stale };

    /// <summary>The question itself is wrong.</summary>
    public static Readiness Invalid(string detail) => new(null, default, new PreflightProblem(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail));

    /// <summary>The question is fine, and no source has the data.</summary>
    public static Readiness NotFound(string detail) => new(null, default, new PreflightProblem(StatusCodes.Status404NotFound, ErrorCodes.DataNotFound, detail));

    /// <summary>Nobody could be asked.</summary>
    public static Readiness Outage(string detail) => new(null, default, new PreflightProblem(StatusCodes.Status502BadGateway, ErrorCodes.DataSourceError, detail));

    public PreflightAnswer ToContract() => Bars is null
        ? new PreflightAnswer { Problem = Problem }
        : new PreflightAnswer { Instrument = Bars.Instrument, AsOf = AsOf, Coverage = Bars.Coverage, Stale = Stale };
}
