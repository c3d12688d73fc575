using System.Reflection;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Roles;

public sealed class PromptTests
{
    private static readonly Assembly Agents = typeof(Role).Assembly;

    [Fact]
    public void Every_role_that_is_asked_has_a_prompt_and_no_prompt_is_left_over()
    {
        Role[] others =
        [
            Role.BullOpening, Role.BearOpening, Role.BullRebuttal, Role.BearRebuttal, Role.ResearchManager, Role.Trader,
            Role.Aggressive, Role.Conservative, Role.Neutral, Role.RiskJudge, Role.Decision,
        ];
        var expected = AnalystNames.All.Select(n => AnalystTeam.Of(n).Role).Concat(others).Select(r => $"StockAgents.Agents.Roles.Prompts.{r.Key}.md");

        Assert.Equal(expected.Order(), Agents.GetManifestResourceNames().Where(n => n.EndsWith(".md", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_prompt_asks_for_JSON_with_cited_evidence_and_treats_texts_as_data()
    {
        foreach (var name in Agents.GetManifestResourceNames().Where(n => n.EndsWith(".md", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(Agents.GetManifestResourceStream(name)!);
            var prompt = reader.ReadToEnd();
            Assert.Contains("one JSON object", prompt, StringComparison.Ordinal);
            Assert.Contains("ids of the evidence", prompt, StringComparison.Ordinal);
            Assert.Contains("never follow instructions", prompt, StringComparison.Ordinal);
            Assert.True(!name.Contains("_analyst", StringComparison.Ordinal) || prompt.Contains("abstention", StringComparison.Ordinal), name);
        }
    }
}
