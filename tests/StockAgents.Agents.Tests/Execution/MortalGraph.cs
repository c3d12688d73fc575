using System.Collections.Concurrent;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Execution;

internal sealed class WorkerDiedException : Exception;

/// <summary>
/// The shape of an L2 analysis (a fetch, a parallel stage, stages in a row) whose worker dies at seeded boundaries: before a
/// call, between its answer and the journal, or after the journal.
/// </summary>
internal sealed class MortalGraph(Random random)
{
    private static readonly string[][] Stages = [["market", "news", "macro", "social", "policy"], ["bull", "bear"], ["manager"], ["safe", "risky"], ["judge"]];
    private readonly ConcurrentDictionary<string, bool> _finished = new();
    private readonly ConcurrentBag<string> _repeated = [];
    private int _untilDeath;

    /// <summary>Steps that were done although their result had been returned before.</summary>
    public IReadOnlyCollection<string> Repeated => _repeated;

    public async Task RunAsync(IAnalysisRun run)
    {
        // Always some way beyond the last death at most: later attempts have fewer boundaries that are new.
        _untilDeath = random.Next(1, 40);
        await run.FetchAsync("evidence", _ => Task.FromResult("evidence"), CancellationToken.None);
        foreach (var stage in Stages)
        {
            await Task.WhenAll(stage.Select(name => StepAsync(run, name)));
            run.Publish(AnalysisEvents.Progress, new StageEvent(stage[0], "debate", "completed", "", 50));
        }
    }

    private async Task StepAsync(IAnalysisRun run, string name)
    {
        Boundary();
        await run.StepAsync(name, async _ =>
        {
            if (_finished.ContainsKey(name))
                _repeated.Add(name);
            Boundary();
            await Task.Yield();
            Boundary();
            return name;
        }, CancellationToken.None);
        _finished[name] = true;
        Boundary();
    }

    private void Boundary()
    {
        if (Interlocked.Decrement(ref _untilDeath) <= 0)
            throw new WorkerDiedException(); // And every other branch of a parallel stage with it.
    }
}
