namespace StockAgents.Contracts.Analysis;

/// <summary>Event names of <c>GET /api/analyze/stream/{task_id}</c>; each event has an id that grows by one within its run.</summary>
public static class AnalysisEvents
{
    public const string Analyst = "stage_analyst";
    public const string Debate = "stage_debate";
    public const string Risk = "stage_risk";
    /// <summary>A node of the final stage (trader, judge); never the report.</summary>
    public const string Final = "stage_final";
    public const string Progress = "progress";
    /// <summary>The report, once, as the last event of a completed run.</summary>
    public const string Complete = "analysis_complete";
    /// <summary>The last event of a failed run.</summary>
    public const string Error = "error";
    /// <summary>The last event of a cancelled run.</summary>
    public const string Cancelled = "cancelled";

    public static bool IsTerminal(string name) => name is Complete or Error or Cancelled;
}

/// <summary>Data of every stage event.</summary>
/// <param name="Node">Node label, for example <c>Market Analyst</c> or <c>Bull Researcher</c>.</param>
/// <param name="Stage"><c>evidence</c>, <c>analyst</c>, <c>debate</c>, <c>trade</c>, <c>risk</c> or <c>final</c>.</param>
/// <param name="Status"><c>started</c>, <c>completed</c>, <c>abstained</c> or <c>degraded</c>.</param>
/// <param name="Progress">0..100 of the whole run.</param>
public sealed record StageEvent(string Node, string Stage, string Status, string Message, int Progress);
