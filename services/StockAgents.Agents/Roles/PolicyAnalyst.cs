using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

internal sealed record PolicyReading(string Title, string Source, DateOnly Date, string Impact, string EvidenceId);

internal sealed record PolicyCatalyst(string Event, DateOnly? ExpectedDate, string ExpectedImpact);

internal sealed record PolicyOutput : AnalystOutput
{
    public string? PolicyEnvironment { get; init; }

    public IReadOnlyList<PolicyReading> RelevantPolicies { get; init; } = [];

    public string? SectorPolicyTrend { get; init; }

    public IReadOnlyList<string> RegulatoryRisks { get; init; } = [];

    public IReadOnlyList<PolicyCatalyst> PolicyCatalysts { get; init; } = [];

    /// <summary>0..100; null when unknown.</summary>
    public int? PolicySensitivity { get; init; }

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Check("policy_environment", PolicyEnvironment ?? "missing", ["Highly Supportive", "Supportive", "Neutral", "Restrictive", "Highly Restrictive"]),
        .. Vocabulary.Range("policy_sensitivity", PolicySensitivity, 0, 100),
        .. RelevantPolicies.SelectMany(p => Vocabulary.Check("relevant_policies.impact", p.Impact, Vocabulary.Tone)),
    ];
}

/// <summary>
/// Policy analyst. Rule: counting words in dated announcements (the method of Baker, Bloom and Davis 2016): words of support
/// against words of restriction, newest announcements first, ninety days at most.
/// </summary>
internal sealed class PolicyAnalyst() : Analyst<PolicyOutput>(AnalystNames.Policy, "Policy Analyst", EvidenceTopic.Policy)
{
    private const int FreshDays = 90;
    private const int Announcements = 5;

    private static readonly string[] Support =
        ["support", "subsid", "stimul", "easing", "rate cut", "tax cut", "incentive", "支持", "补贴", "刺激", "降准", "降息", "减税", "鼓励", "利好"];

    private static readonly string[] Restriction =
        ["restrict", "ban", "fine", "antitrust", "tighten", "rate hike", "sanction", "probe", "限制", "禁止", "处罚", "反垄断", "收紧", "加息", "制裁", "监管", "调查"];

    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        foreach (var text in Fresh(matter))
        {
            var tone = ToneOf(text);
            ballot.Add("policy_words", 1, new Reading(
                0.6 * tone,
                $"An announcement of {text.AsOf:yyyy-MM-dd} reads as {(tone > 0 ? "supportive" : tone < 0 ? "restrictive" : "neutral")}.",
                $"{text.AsOf:yyyy-MM-dd}的政策信息偏{(tone > 0 ? "支持" : tone < 0 ? "限制" : "中性")}。"), [text.Id]);
        }
    }

    protected override PolicyOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var environment = ballot.Mean switch
        {
            > 0.45 => "Highly Supportive",
            > 0.15 => "Supportive",
            >= -0.15 => "Neutral",
            >= -0.45 => "Restrictive",
            _ => "Highly Restrictive",
        };
        return new PolicyOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                $"The policy environment is {environment.ToLowerInvariant()}.",
                $"政策环境{(ballot.Mean > 0.15 ? "偏支持" : ballot.Mean < -0.15 ? "偏限制" : "中性")}。"),
            PolicyEnvironment = environment,
            RelevantPolicies = [.. Fresh(matter).Select(t => new PolicyReading(TitleOf(t), t.Source, t.AsOf, Vocabulary.ToneOf(ToneOf(t)), t.Id))],
            RegulatoryRisks = [.. Fresh(matter).Where(t => ToneOf(t) < 0).Select(TitleOf)],
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override PolicyOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };

    private static IEnumerable<EvidenceItem> Fresh(AnalysisCase matter) => matter.Evidence.Texts(EvidenceTopic.Policy)
        .Where(t => matter.Spec.TradeDate.DayNumber - t.AsOf.DayNumber <= FreshDays).Take(Announcements);

    private static string TitleOf(EvidenceItem text) => text.Text!.Split('\n')[0];

    private static double ToneOf(EvidenceItem text)
    {
        var (support, restriction) = (Count(Support), Count(Restriction));
        return support + restriction == 0 ? 0 : (double)(support - restriction) / (support + restriction);

        int Count(string[] words) => words.Count(w => text.Text!.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
