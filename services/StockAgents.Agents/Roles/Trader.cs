using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

internal sealed record TraderOutput : IRoleOutput
{
    public required Signal Decision { get; init; }

    /// <summary>Null for a hold, an index, or when no sane stop can be set.</summary>
    public TradeSetup? TradeSetup { get; init; }

    public required string PositionSize { get; init; }

    public required string TimeHorizon { get; init; }

    public required string ExecutionNotes { get; init; }

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
        .. Enum.IsDefined(Decision) ? Enumerable.Empty<string>() : [$"decision {Decision} is unknown"],
        .. TradeSetup is { } setup && !TradePlan.IsSane(setup, Decision)
            ? ["trade_setup: a buy needs stop < entry zone < target and a sell the reverse, with a positive reward to risk"]
            : Enumerable.Empty<string>(),
    ];
}

/// <summary>Turns the plan into a trade by the rules of <see cref="TradePlan"/>; the decision is the research manager's.</summary>
internal static class Trader
{
    public static Task<RoleAnswer<TraderOutput>> ProposeAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, ManagerOutput plan, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Role.Trader.Key, Role.Trader.Tier, Dossier.After(matter, ("plan", plan))),
            () => Propose(matter, plan), cancellationToken);

    private static TraderOutput Propose(AnalysisCase matter, ManagerOutput plan)
    {
        var trade = TradePlan.For(matter, plan.Decision, plan.Confidence, RiskProfile.Of(matter)?.Assessment);
        return new TraderOutput
        {
            Decision = plan.Decision,
            TradeSetup = trade.Setup,
            PositionSize = trade.Setup is { } setup
                ? plan.Decision < Signal.Hold ? matter.Say("zero: leave what is held", "零：卖出持仓") : matter.Say($"{setup.PositionSizePercent}% of the portfolio", $"组合的{setup.PositionSizePercent}%")
                : matter.Say("none", "无"),
            TimeHorizon = trade.Setup?.TimeHorizon ?? matter.Say("none", "无"),
            ExecutionNotes = trade.Reason ?? (plan.Decision < Signal.Hold ? matter.Join(matter.Say("Sell within the zone by limit orders.", "在区间内以限价单卖出。"), TradePlan.ExitOnly(matter)) : matter.Say("Enter within the zone by limit orders; place the stop with the entry.", "在区间内以限价单成交，同时挂出止损。")),
            Confidence = plan.Confidence,
            Claims = [.. Claims(matter)],
        };
    }

    private static IEnumerable<ClaimDraft> Claims(AnalysisCase matter)
    {
        if (matter.Figure(EvidenceNames.Close) is { } close && matter.Figure(EvidenceNames.Atr) is { } atr)
            yield return new ClaimDraft(matter.Say($"The close is {close} and the average true range {atr}.", $"收盘价为{close}，平均真实波幅为{atr}。"), [close.Id, atr.Id]);
    }
}
