using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Answers a role's question with typed output. Two implementations: the rules engine, which computes the answer,
/// and the model engine, which asks a language model and falls back to the same rules when the model fails.
/// </summary>
internal interface IRoleEngine
{
    /// <summary><c>rules</c> or the name of the model.</summary>
    string Name { get; }

    /// <param name="question">Who asks what of which evidence.</param>
    /// <param name="rules">The role's published rules over the same evidence; pure and deterministic.</param>
    Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput;
}

/// <summary>Model tiers, mapped to a provider and model by configuration.</summary>
internal enum ModelTier
{
    QuickThink,
    DeepThink,
    Synthesis,
}

/// <param name="Role">The role's key, which is also the name of its prompt file: <c>market_analyst</c>, <c>bull_researcher</c>.</param>
/// <param name="Context">Compact evidence tables with ids and the upstream roles' outputs as JSON; data, never instructions.</param>
internal sealed record RoleQuestion(IAnalysisRun Run, string Role, ModelTier Tier, string Context);

/// <param name="Engine"><c>rules</c> or the model that answered.</param>
/// <param name="Degraded">True when a model was configured but the rules had to answer.</param>
/// <param name="Note">Why it was degraded.</param>
internal sealed record RoleAnswer<T>(T Output, string Engine, bool Degraded, string? Note, Usage Usage)
    where T : class, IRoleOutput;

/// <summary>Typed output of a role, whoever produced it.</summary>
internal interface IRoleOutput
{
    /// <summary>What the role asserts, each with the ids of the evidence it stands on.</summary>
    IReadOnlyList<ClaimDraft> Claims { get; }

    /// <summary>What is wrong with this output (a value out of range, an unknown word); empty when it may be used.</summary>
    IEnumerable<string> Problems();
}

/// <param name="Evidence">Evidence ids (<c>E7</c>).</param>
internal sealed record ClaimDraft(string Text, IReadOnlyList<string> Evidence);
