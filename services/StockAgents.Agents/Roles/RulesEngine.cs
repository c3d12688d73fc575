using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>Answers every question with the role's published rules: no model, no network, the same answer every time.</summary>
internal sealed class RulesEngine : IRoleEngine
{
    public const string EngineName = "rules";

    public static Usage NoUsage { get; } = new(ModelCalls: 0, InputTokens: 0, OutputTokens: 0, CostUsd: null);

    public string Name => EngineName;

    public Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new RoleAnswer<T>(rules(), EngineName, Degraded: false, Note: null, NoUsage));
    }
}
