using System.Text.Json.Serialization;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.Analysis;

/// <summary>Depth of an analysis. <c>L1</c>: market, news and macro, then a decision. <c>L2</c>: all analysts, debate, trader, risk, judge.</summary>
[JsonConverter(typeof(WordConverter<AnalysisLevel>))]
public enum AnalysisLevel
{
    L1,
    L2,
}

/// <summary>State of a run. A completed run has an <see cref="AnalysisOutcome"/> in its report.</summary>
[JsonConverter(typeof(WordConverter<RunStatus>))]
public enum RunStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("retrying")] Retrying,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>
/// Body of <c>POST /api/analyze/{symbol}</c>; every field may be left out. An unknown field is refused: a misspelled
/// <c>trade_date</c> that is ignored would answer another question.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record AnalysisRequest
{
    /// <summary>The day to analyse as of; default the last completed session that a source has.</summary>
    public DateOnly? TradeDate { get; init; }

    /// <summary>Full override of the analysts (names of <see cref="AnalystNames"/>).</summary>
    public IReadOnlyList<string>? Analysts { get; init; }

    /// <summary>Accepted as another name of <see cref="Analysts"/>: older clients send it.</summary>
    public IReadOnlyList<string>? OverrideAnalysts { get; init; }

    public IReadOnlyList<string>? ExcludeAnalysts { get; init; }

    public AnalysisLevel AnalysisLevel { get; init; } = AnalysisLevel.L2;

    public bool UsePlanner { get; init; } = true;

    /// <summary>Accepted and ignored: there is one graph.</summary>
    public bool? UseSubgraphs { get; init; }

    /// <summary>Language of the report's sentences: <c>en</c> or <c>zh</c>.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>Answer to an accepted submit (202).</summary>
public sealed record AnalysisTicket
{
    public required string TaskId { get; init; }
    public required Symbol Symbol { get; init; }
    public int? UserId { get; init; }
    public string Status { get; init; } = "accepted";
    public required Market Market { get; init; }
    public required DateOnly TradeDate { get; init; }
    public required IReadOnlyList<string> Analysts { get; init; }
    public required AnalysisLevel AnalysisLevel { get; init; }
    public required bool UsePlanner { get; init; }
    /// <summary><c>queue</c> (worker processes) or <c>background</c> (this process).</summary>
    public required string ExecutionMode { get; init; }
    /// <summary>Only for quick (L1) runs.</summary>
    public int? EstimatedTimeSeconds { get; init; }
}

/// <summary><c>GET /api/analyze/status/{task_id}</c>.</summary>
public sealed record AnalysisStatus
{
    public required string TaskId { get; init; }
    public required Symbol Symbol { get; init; }
    public required DateOnly TradeDate { get; init; }
    public required RunStatus Status { get; init; }
    /// <summary>0..100.</summary>
    public required int Progress { get; init; }
    public required string CurrentStage { get; init; }
    public required AnalysisLevel AnalysisLevel { get; init; }
    public required bool UsePlanner { get; init; }
    public required int Attempt { get; init; }
    public string? Worker { get; init; }
    public int? UserId { get; init; }
    /// <summary><c>decision</c>, <c>abstained</c> or <c>failed</c> once ended.</summary>
    public AnalysisOutcome? Outcome { get; init; }
    public string? ErrorMessage { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>One row of <c>GET /api/analyze/history/{symbol}</c>.</summary>
public sealed record AnalysisSummary
{
    public required long Id { get; init; }
    public required Symbol Symbol { get; init; }
    public required DateOnly Date { get; init; }
    public Signal? Signal { get; init; }
    public int? Confidence { get; init; }
    public required RunStatus Status { get; init; }
    public AnalysisOutcome? Outcome { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string TaskId { get; init; }
    public int? UserId { get; init; }
}

/// <summary>A page of history, newest first. <see cref="NextCursor"/> is there whenever <see cref="HasMore"/> is true.</summary>
public sealed record AnalysisHistory(
    IReadOnlyList<AnalysisSummary> Items, int? Total, int? Offset, int Limit, long? NextCursor, bool HasMore);

/// <summary><c>GET /api/analyze/latest/{symbol}</c> and <c>/detail/{id}</c>.</summary>
public sealed record AnalysisDetail
{
    public required long Id { get; init; }
    public required Symbol Symbol { get; init; }
    public required DateOnly Date { get; init; }
    public Signal? Signal { get; init; }
    public int? Confidence { get; init; }
    public required AnalysisReport FullReport { get; init; }
    public string? AnchorScript { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string TaskId { get; init; }
    public int? UserId { get; init; }
    public double? ElapsedSeconds { get; init; }
    public UiHints? UiHints { get; init; }
    public required Diagnostics Diagnostics { get; init; }
}

/// <summary><c>GET /api/analyze/analysts/config/{symbol}</c>.</summary>
public sealed record AnalystConfig(
    Market Market, Symbol Symbol, IReadOnlyList<string> Analysts, string Description,
    IReadOnlyList<string> PriorityOrder, IReadOnlyList<string> AllAvailableAnalysts);

/// <summary>One entry of <c>GET /api/analyze/analysts/available</c>.</summary>
public sealed record AnalystInfo(string Name, string DisplayName, string Description, IReadOnlyList<Market> Markets);

/// <summary>How a run was done; everything that differs between two runs of the same question lives here and in <c>steps</c>.</summary>
public sealed record Diagnostics
{
    public required string TaskId { get; init; }
    public double? ElapsedSeconds { get; init; }
    public required IReadOnlyList<string> AnalystsUsed { get; init; }
    public int? UserId { get; init; }
    public string? Worker { get; init; }
    public int Attempt { get; init; }
}
