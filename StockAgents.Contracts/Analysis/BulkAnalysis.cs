using System.Text.Json.Serialization;

namespace StockAgents.Contracts.Analysis;

/// <summary>Body of <c>POST /api/analyze/bulk</c>: the same question about many symbols.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BulkAnalysisRequest : AnalysisRequest
{
    /// <summary>1 to 500; one that is named twice is analysed once.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }
}

/// <summary>Answer to a bulk submit: an item for each symbol, in the order of the request.</summary>
/// <param name="Accepted">Analyses that were accepted (now, or earlier under the same Idempotency-Key).</param>
/// <param name="Refused">Symbols that were not.</param>
public sealed record BulkAnalysisAnswer(int Accepted, int Refused, IReadOnlyList<BulkAnalysisItem> Items);

/// <summary>Either a ticket or a problem.</summary>
/// <param name="Symbol">As the request spelled it.</param>
public sealed record BulkAnalysisItem(string Symbol, AnalysisTicket? Ticket, BulkAnalysisProblem? Problem);

/// <summary>What the single submit would have answered.</summary>
public sealed record BulkAnalysisProblem(int Status, string Code, string Detail);
