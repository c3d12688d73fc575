using StockAgents.Agents.Evidence;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Report;

/// <summary>Numbers the claims of all roles <c>C1..Cn</c> in the order they are entered, each checked against the evidence it cites.</summary>
internal sealed class ClaimLedger(EvidencePack pack)
{
    private readonly ClaimChecker _checker = new(pack);
    private readonly List<Claim> _claims = [];

    public IReadOnlyList<Claim> Claims => _claims;

    /// <returns>The ids given.</returns>
    public IReadOnlyList<string> Enter(string role, IEnumerable<ClaimDraft> drafts)
    {
        var ids = new List<string>();
        foreach (var draft in drafts)
        {
            var unverified = _checker.Unverified(draft);
            ids.Add($"C{_claims.Count + 1}");
            _claims.Add(new Claim(ids[^1], role, draft.Text, draft.Evidence, unverified.Count == 0, unverified));
        }

        return ids;
    }
}
