using System.Text.RegularExpressions;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Llm;

/// <summary>A claim stands on evidence that its author was shown: ids of the context and no others.</summary>
internal sealed partial class CitationRules(string context)
{
    private const int MaxClaims = 100;

    private readonly HashSet<string> _known = [.. EvidenceId().Matches(context).Select(m => m.Value)];

    public AnswerProblem? Check(IReadOnlyList<ClaimDraft> claims)
    {
        if (claims.Count > MaxClaims)
            return new("too many claims", $"At most {MaxClaims} claims.");
        foreach (var claim in claims)
        {
            if (string.IsNullOrWhiteSpace(claim.Text))
                return new("an empty claim", "A claim has no text.");
            if (claim.Evidence.FirstOrDefault(id => !_known.Contains(id)) is { } unknown)
                return new("cites unknown evidence", $"Evidence id '{unknown}' is not in the context.");
            if (claim.Evidence.Count == 0 && _known.Count > 0)
                return new("a claim without evidence", "Each claim must cite at least one evidence id of the context.");
        }
        return null;
    }

    [GeneratedRegex("(?<![A-Za-z0-9])E[1-9][0-9]{0,5}(?![A-Za-z0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EvidenceId();
}
