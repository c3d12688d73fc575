namespace StockAgents.Agents.Roles;

/// <summary>All analysts by their wire names.</summary>
internal static class AnalystTeam
{
    private static readonly IAnalyst[] Members =
    [
        new MarketAnalyst(), new FundamentalsAnalyst(), new NewsAnalyst(), new SocialAnalyst(),
        new SentimentAnalyst(), new PolicyAnalyst(), new FundFlowAnalyst(), new MacroAnalyst(),
    ];

    /// <exception cref="ArgumentException">No such analyst: the request should not have been accepted.</exception>
    public static IAnalyst Of(string name) =>
        Array.Find(Members, m => m.Name == name) ?? throw new ArgumentException($"'{name}' is not an analyst.", nameof(name));
}
