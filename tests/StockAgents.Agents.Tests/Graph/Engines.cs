using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Tests.Graph;

/// <summary>Answers by rules after a random number of yields, so that parallel nodes end in any order.</summary>
internal sealed class YieldingEngine(int seed) : IRoleEngine
{
    private readonly Random _random = new(seed);

    public string Name => RulesEngine.EngineName;

    public async Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        int yields;
        lock (_random)
            yields = _random.Next(50);
        for (var i = 0; i < yields; i++)
            await Task.Yield();
        return new RoleAnswer<T>(rules(), Name, Degraded: false, Note: null, RulesEngine.NoUsage);
    }
}

/// <summary>Answers by rules, but lets a test change, degrade or fail the answer of a role.</summary>
internal sealed class AlteredEngine(string role, Func<object, object>? alter = null, bool degraded = false, bool always = false) : IRoleEngine
{
    public string Name => "scripted-model";

    public Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        var output = rules();
        if (!always && question.Role != role)
            return Task.FromResult(new RoleAnswer<T>(output, Name, Degraded: false, Note: null, new(1, 100, 10, 0.001m)));
        return Task.FromResult(new RoleAnswer<T>(
            alter is null ? output : (T)alter(output), degraded ? RulesEngine.EngineName : Name, degraded, degraded ? "the provider timed out" : null, RulesEngine.NoUsage));
    }
}

/// <summary>Holds every answer until the test releases the turn: what is asked before the release can be answered at once.</summary>
internal sealed class TurnEngine : IRoleEngine
{
    private readonly List<(string Role, Action Release)> _waiting = [];

    public string Name => RulesEngine.EngineName;

    public Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        var answer = new TaskCompletionSource<RoleAnswer<T>>();
        _waiting.Add((question.Role, () => answer.SetResult(new RoleAnswer<T>(rules(), Name, Degraded: false, Note: null, RulesEngine.NoUsage))));
        return answer.Task;
    }

    /// <returns>The roles of the turn, sorted.</returns>
    public IReadOnlyList<string> Release()
    {
        var turn = _waiting.ToList();
        _waiting.Clear();
        foreach (var (_, release) in turn)
            release();
        return [.. turn.Select(t => t.Role).Order()];
    }
}

/// <summary>Runs continuations on the calling thread, when asked to: empty means that the graph waits for answers.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

    public void Drain()
    {
        while (_queue.TryDequeue(out var work))
            work.Callback(work.State);
    }
}
