using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

/// <summary>An analyst as the graph sees it: what it reads, what its rules vote, and what it answers.</summary>
internal interface IAnalyst
{
    /// <summary>A name of <see cref="AnalystNames"/>.</summary>
    string Name { get; }

    Role Role { get; }

    IReadOnlyList<EvidenceTopic> Topics { get; }

    Ballot Vote(AnalysisCase matter);

    /// <summary>Answers through the engine; abstains without asking it when there is nothing to read.</summary>
    Task<AnalystFinding> AnalyseAsync(IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, CancellationToken cancellationToken);
}

/// <summary>An analyst's answer with its full, typed details as JSON.</summary>
internal sealed record AnalystFinding(IAnalyst Analyst, RoleAnswer<AnalystOutput> Answer, JsonElement Details)
{
    public AnalystOutput Output => Answer.Output;

    public bool Abstained => Output.Signal is null;
}

internal abstract class Analyst<T>(string name, string node, params EvidenceTopic[] topics) : IAnalyst
    where T : AnalystOutput
{
    private static readonly string[] CommonFields = ["signal", "confidence", "summary", "abstention", "claims"];

    private static readonly EvidenceTopic[] OwnPrices = [EvidenceTopic.Price, EvidenceTopic.Flow, EvidenceTopic.Crowd];

    public string Name => name;

    public Role Role { get; } = Role.Analyst(name, node);

    public IReadOnlyList<EvidenceTopic> Topics => topics;

    public Ballot Vote(AnalysisCase matter)
    {
        var ballot = new Ballot(name, matter, ShrinksWithCoverage, still: matter.Unmoved && topics.Any(OwnPrices.Contains));
        Cast(ballot, matter);
        return ballot;
    }

    public async Task<AnalystFinding> AnalyseAsync(IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, CancellationToken cancellationToken)
    {
        var answer = matter.Evidence.HasAny(topics)
            ? await engine.AnswerAsync(new RoleQuestion(run, Role.Key, Role.Tier, Dossier.ForAnalyst(matter, topics)), () => Judge(matter), cancellationToken)
            : new RoleAnswer<T>(Judge(matter), RulesEngine.EngineName, Degraded: false, Note: null, RulesEngine.NoUsage);
        var general = new RoleAnswer<AnalystOutput>(answer.Output, answer.Engine, answer.Degraded, answer.Note, answer.Usage);
        return new AnalystFinding(this, general, DetailsOf(answer.Output));
    }

    /// <summary>True when silent rules take from the signal too, and not from the confidence alone.</summary>
    protected virtual bool ShrinksWithCoverage => false;

    /// <summary>Puts the analyst's rules on the ballot.</summary>
    protected abstract void Cast(Ballot ballot, AnalysisCase matter);

    /// <summary>The rules' answer; called only with at least one vote.</summary>
    protected abstract T Conclude(Ballot ballot, AnalysisCase matter);

    /// <summary>An abstention: the fields that say something stay empty.</summary>
    protected abstract T Abstain(string reason);

    private T Judge(AnalysisCase matter)
    {
        var ballot = Vote(matter);
        if (ballot.Votes.Count > 0)
            return Conclude(ballot, matter);
        var subjects = Sentences.TopicsOf(matter, topics);
        return Abstain(matter.Say($"No usable evidence about {subjects}.", $"缺少可用的证据（{subjects}）。"));
    }

    private static JsonElement DetailsOf(T output)
    {
        var json = JsonSerializer.SerializeToNode(output, ContractJson.Options)!.AsObject();
        foreach (var field in CommonFields)
            json.Remove(field);
        return JsonSerializer.SerializeToElement<JsonObject>(json, ContractJson.Options);
    }
}
