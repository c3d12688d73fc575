using System.Text.Json.Serialization;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.Analysis;

/// <summary>The five signals, weakest to strongest buy; never a default for a failure.</summary>
[JsonConverter(typeof(WordConverter<Signal>))]
public enum Signal
{
    [JsonStringEnumMemberName("Strong Sell")] StrongSell,
    [JsonStringEnumMemberName("Sell")] Sell,
    [JsonStringEnumMemberName("Hold")] Hold,
    [JsonStringEnumMemberName("Buy")] Buy,
    [JsonStringEnumMemberName("Strong Buy")] StrongBuy,
}

/// <summary>How an analysis ended: with a decision, with a reasoned refusal to decide, or broken.</summary>
[JsonConverter(typeof(WordConverter<AnalysisOutcome>))]
public enum AnalysisOutcome
{
    [JsonStringEnumMemberName("decision")] Decision,
    [JsonStringEnumMemberName("abstained")] Abstained,
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>
/// The one report schema: stored, streamed as <c>analysis_complete</c> and served by <c>latest</c> and <c>detail</c>.
/// A section that could not be filled is null and named with its reason in <see cref="Missing"/>.
/// Two runs of the same question by the rules engine give the same report but for <see cref="Steps"/> and <see cref="Usage"/> times.
/// </summary>
public sealed record AnalysisReport
{
    public required Symbol Symbol { get; init; }
    public required Instrument Instrument { get; init; }
    public required DateOnly TradeDate { get; init; }
    public required AnalysisLevel AnalysisLevel { get; init; }
    public required string Language { get; init; }
    public required AnalysisOutcome Outcome { get; init; }
    /// <summary>Why nothing was decided; set exactly when <see cref="Outcome"/> is <c>abstained</c>.</summary>
    public string? AbstentionReason { get; init; }
    /// <summary><c>rules</c>, or the model that answered the roles.</summary>
    public required string Engine { get; init; }
    public required ReportQuality Quality { get; init; }

    /// <summary>Null when abstained.</summary>
    public Signal? Signal { get; init; }
    /// <summary>0..100; null when abstained.</summary>
    public int? Confidence { get; init; }
    public required string Reasoning { get; init; }
    /// <summary>Plain text for speech.</summary>
    public string? AnchorScript { get; init; }

    public DebateReport? Debate { get; init; }
    public RiskAssessment? RiskAssessment { get; init; }
    public IReadOnlyList<RiskOpinion>? RiskPanel { get; init; }
    public TechnicalIndicators? TechnicalIndicators { get; init; }
    public PriceLevels? PriceLevels { get; init; }
    public TradeSetup? TradeSetup { get; init; }
    public IReadOnlyList<NewsItem>? NewsAnalysis { get; init; }
    public IReadOnlyList<Catalyst>? Catalysts { get; init; }
    public IReadOnlyList<Peer>? Peers { get; init; }
    public MacroContext? MacroContext { get; init; }
    public IReadOnlyList<WebSource>? WebSources { get; init; }
    /// <summary>A-shares only.</summary>
    public ChinaMarket? ChinaMarket { get; init; }
    public required UiHints UiHints { get; init; }

    public required IReadOnlyList<AnalystSection> Analysts { get; init; }
    public required IReadOnlyList<SkippedAnalyst> SkippedAnalysts { get; init; }
    public required IReadOnlyList<EvidenceItem> Evidence { get; init; }
    public required IReadOnlyList<Claim> Claims { get; init; }
    /// <summary>Each section or input that is not there, with the reason.</summary>
    public required IReadOnlyList<MissingInput> Missing { get; init; }
    public required IReadOnlyList<StepRecord> Steps { get; init; }
    public required Usage Usage { get; init; }
}

/// <param name="Grade"><c>A</c> (all there, all verified) to <c>D</c>; how it is computed stands in <paramref name="Reasons"/>.</param>
/// <param name="Score">0..100.</param>
public sealed record ReportQuality(string Grade, int Score, int ClaimsTotal, int ClaimsVerified, bool StaleData, IReadOnlyList<string> Reasons);

/// <summary>A numbered datum of the run. Claims cite <see cref="Id"/> (<c>E1</c>, <c>E2</c>, ...).</summary>
public sealed record EvidenceItem(
    string Id, EvidenceTopic Topic, string Name, decimal? Value, string Unit, string? Text,
    DateOnly AsOf, DateTimeOffset KnownAt, string Source, string Calculation, string? Url);

/// <summary>A sentence of a role with the evidence it stands on, as checked by code.</summary>
/// <param name="Id"><c>C1</c>, <c>C2</c>, ...</param>
/// <param name="Verified">True when every number in <paramref name="Text"/> was found in the evidence cited.</param>
/// <param name="Unverified">The numbers that were not.</param>
public sealed record Claim(string Id, string Role, string Text, IReadOnlyList<string> Evidence, bool Verified, IReadOnlyList<string> Unverified);

/// <summary>What one analyst found. <see cref="Details"/> has the fields of wire contract 4.2 for that analyst.</summary>
public sealed record AnalystSection
{
    public required string Analyst { get; init; }
    /// <summary><c>completed</c>, <c>abstained</c> (no evidence) or <c>degraded</c> (the model failed, rules answered).</summary>
    public required string Status { get; init; }
    public required string Engine { get; init; }
    public Signal? Signal { get; init; }
    public int? Confidence { get; init; }
    public required string Summary { get; init; }
    public required IReadOnlyList<string> Claims { get; init; }
    public System.Text.Json.JsonElement? Details { get; init; }
}

public sealed record SkippedAnalyst(string Analyst, string Reason);

public sealed record DebateReport(DebateSide Bull, DebateSide Bear, string Winner, string Conclusion);

public sealed record DebateSide(string Thesis, IReadOnlyList<DebatePoint> Points, IReadOnlyList<DebatePoint> Rebuttals, int Confidence);

/// <param name="Weight"><c>High</c>, <c>Medium</c> or <c>Low</c>.</param>
/// <param name="Stance"><c>open</c>, <c>rebutted</c> or <c>conceded</c> by the other side.</param>
public sealed record DebatePoint(string Argument, string Evidence, string Weight, IReadOnlyList<string> EvidenceIds, string Stance);

/// <param name="Score">0..10, 10 is worst.</param>
/// <param name="VolatilityStatus"><c>Low</c>, <c>Moderate</c>, <c>High</c> or <c>Extreme</c>.</param>
/// <param name="MaxDrawdownRisk">For example <c>23.4%</c>.</param>
/// <param name="Verdict"><c>Approved</c>, <c>Caution</c> or <c>Rejected</c>.</param>
public sealed record RiskAssessment(int Score, string VolatilityStatus, bool LiquidityConcerns, string MaxDrawdownRisk, string Verdict, IReadOnlyList<string> Mitigation);

/// <param name="Position"><c>Aggressive</c>, <c>Conservative</c> or <c>Neutral</c>.</param>
public sealed record RiskOpinion(string Position, string Assessment, IReadOnlyList<string> Arguments, string RecommendedAction, int Confidence);

/// <param name="Trend"><c>Bullish</c>, <c>Bearish</c> or <c>Neutral</c>.</param>
public sealed record TechnicalIndicators(decimal? Rsi, string Macd, string Trend);

public sealed record PriceLevels(decimal? Support, decimal? Resistance, decimal? Pivot);

/// <summary>Prices are numbers in the instrument's currency.</summary>
/// <param name="EntryZone">Where to buy; in a sell, where to leave what is held.</param>
/// <param name="TargetPrice">In a sell, the price expected after the exit.</param>
/// <param name="StopLoss">In a sell, the price that proves the exit wrong.</param>
/// <param name="PositionSizePercent">Share of the portfolio to hold, in percent; 0 in a sell, which is an exit and no short sale.</param>
public sealed record TradeSetup(
    PriceRange EntryZone, decimal TargetPrice, decimal StopLoss, decimal RiskReward,
    string InvalidationCondition, decimal PositionSizePercent, string TimeHorizon);

public sealed record PriceRange(decimal Low, decimal High);

/// <param name="Sentiment"><c>Positive</c>, <c>Negative</c> or <c>Neutral</c>.</param>
public sealed record NewsItem(string Headline, string Sentiment, string Summary, string Source, string? Url, DateOnly PublishedAt, string EvidenceId);

/// <param name="Impact"><c>High</c>, <c>Medium</c> or <c>Low</c>.</param>
/// <param name="Direction"><c>Positive</c>, <c>Negative</c> or <c>Neutral</c>.</param>
public sealed record Catalyst(string Event, DateOnly Date, string Impact, string Direction, string EvidenceId);

public sealed record Peer(Symbol Symbol, string Name, decimal? ChangePercent, decimal? Correlation);

/// <param name="Environment"><c>Tailwind</c>, <c>Headwind</c> or <c>Neutral</c>.</param>
public sealed record MacroContext(string Environment, string Summary);

public sealed record WebSource(string Title, string Url, string Snippet);

public sealed record ChinaMarket(RetailSentiment? RetailSentiment, PolicyAnalysis? PolicyAnalysis);

/// <param name="FomoLevel"><c>High</c>, <c>Medium</c>, <c>Low</c> or <c>None</c>.</param>
/// <param name="OverallMood"><c>Greedy</c>, <c>Neutral</c> or <c>Fearful</c>.</param>
public sealed record RetailSentiment(string FomoLevel, string FudLevel, string OverallMood, IReadOnlyList<string> KeyIndicators);

public sealed record PolicyAnalysis(IReadOnlyList<string> RecentPolicies, string Impact, IReadOnlyList<string> RiskFactors, IReadOnlyList<string> Opportunities);

/// <summary>What a reader's screen should draw the eye to (wire contract 3.2).</summary>
public sealed record UiHints
{
    /// <summary><c>none</c>, <c>info</c>, <c>warning</c> or <c>critical</c>.</summary>
    public required string AlertLevel { get; init; }
    public string? AlertMessage { get; init; }
    public required IReadOnlyList<string> HighlightSections { get; init; }
    public required IReadOnlyList<string> KeyMetrics { get; init; }
    public required IReadOnlyList<string> DataQualityIssues { get; init; }
    public required string ConfidenceDisplay { get; init; }
    public required DebateDisplay DebateDisplay { get; init; }
    public required bool ShowPlannerReasoning { get; init; }
    public string? PlannerInsight { get; init; }
    public required IReadOnlyList<string> ActionSuggestions { get; init; }
    public int? HistoricalCasesCount { get; init; }
    public required AnalysisLevel AnalysisLevel { get; init; }
    public required IReadOnlyList<string> MarketSpecificHints { get; init; }
}

public sealed record DebateDisplay(bool ShowWinnerBadge, string EmphasisLevel, bool ExpandByDefault);

/// <summary>One node of the graph as it ran.</summary>
/// <param name="Status"><c>completed</c>, <c>abstained</c> or <c>degraded</c>.</param>
public sealed record StepRecord(string Node, string Stage, string Status, string Engine, string? Note, double ElapsedMs);

/// <summary>What the run cost.</summary>
public sealed record Usage(int ModelCalls, long InputTokens, long OutputTokens, decimal? CostUsd);
