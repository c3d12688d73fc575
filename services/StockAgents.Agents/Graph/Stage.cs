using StockAgents.Agents.Roles;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Graph;

/// <summary>An answer with the record of how it came about.</summary>
internal sealed record Answered<T>(T Output, StepRecord Step, Usage Usage);

/// <summary>
/// Runs the nodes of one analysis and says what is happening: an event at each node's end, in the order they end, with a
/// progress that only grows. What a node returns does not depend on that order.
/// </summary>
internal sealed class Stage(IAnalysisRun run, TimeProvider time, int nodes)
{
    /// <summary>Engine of a node that asks nobody.</summary>
    public const string Code = "code";

    private readonly Lock _publishing = new();
    private int _ended;

    public async Task<Answered<T>> AskAsync<T>(Role role, Func<Task<RoleAnswer<T>>> ask, Func<T, string> say)
        where T : class, IRoleOutput
    {
        var started = time.GetTimestamp();
        var answer = await ask();
        var abstained = answer.Output is AnalystOutput { Signal: null };
        var status = abstained ? "abstained" : answer.Degraded ? "degraded" : "completed";
        var step = new StepRecord(role.Node, role.Stage, status, answer.Engine, answer.Note, time.GetElapsedTime(started).TotalMilliseconds);
        End(role.Event, role.Node, role.Stage, status, say(answer.Output));
        return new Answered<T>(answer.Output, step, answer.Usage);
    }

    /// <summary>A node that is code: evidence, planner, report.</summary>
    public async Task<(T Result, StepRecord Step)> DoAsync<T>(string node, string stage, Func<Task<T>> work, Func<T, string> say)
    {
        var started = time.GetTimestamp();
        var result = await work();
        End(AnalysisEvents.Progress, node, stage, "completed", say(result));
        return (result, new StepRecord(node, stage, "completed", Code, Note: null, time.GetElapsedTime(started).TotalMilliseconds));
    }

    public void Start(string node, string stage, string message) =>
        run.Publish(AnalysisEvents.Progress, new StageEvent(node, stage, "started", message, Progress: 0));

    /// <summary>Nodes that will not run count as done, so that the last one still ends at 100.</summary>
    public void Skip(int count)
    {
        lock (_publishing)
            _ended += count;
    }

    private void End(string eventName, string node, string stage, string status, string message)
    {
        lock (_publishing)
        {
            _ended++;
            run.Publish(eventName, new StageEvent(node, stage, status, message, Math.Min(100, 100 * _ended / nodes)));
        }
    }
}
