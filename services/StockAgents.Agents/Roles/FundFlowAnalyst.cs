using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record FundFlowOutput : AnalystOutput
{
    public string? FlowDirection { get; init; }

    public IReadOnlyList<string> Drivers { get; init; } = [];

    protected override IEnumerable<string> Own() => Vocabulary.Check("flow_direction", FlowDirection ?? "missing", ["Inflow", "Outflow", "Neutral"]);
}

/// <summary>
/// Money flow analyst. Rules: on-balance volume (Granville 1963); money flow index (Quong and Soudack 1989), read against the crowd at
/// its extremes; accumulation (Chaikin); the share of volume traded on rising days (Blume, Easley and O'Hara 1994: volume carries
/// information about price moves); unusually high volume, which is followed by higher prices (Gervais, Kaniel and Mingelgrin 2001).
/// </summary>
internal sealed class FundFlowAnalyst() : Analyst<FundFlowOutput>(AnalystNames.FundFlow, "Fund_flow Analyst", EvidenceTopic.Flow)
{
    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("on_balance_volume", 1, ObvChange20, change => new(
            Lean.Of(change, 25),
            $"On-balance volume changed {change:+} of what was traded over the last 20 sessions.",
            $"近20日能量潮变动占成交量的{change:+}。"));
        ballot.Rule("money_flow_index", 0.5, Mfi, mfi => new(
            mfi.Value > 80 ? -(mfi.Value - 80) / 20 : mfi.Value < 20 ? (20 - mfi.Value) / 20 : (mfi.Value - 50) / 60,
            $"The money flow index reads {mfi}, {(mfi.Value > 80 ? "overbought" : mfi.Value < 20 ? "oversold" : Lean.Word(mfi.Value.CompareTo(50), "money comes in", "balanced", "money leaves"))}.",
            $"资金流量指标MFI为{mfi}，{(mfi.Value > 80 ? "超买" : mfi.Value < 20 ? "超卖" : Lean.Word(mfi.Value.CompareTo(50), "资金流入", "资金平衡", "资金流出"))}。"));
        ballot.Rule("accumulation", 1, ChaikinMoneyFlow20, flow => new(
            Lean.Of(flow, 0.15),
            $"Chaikin money flow is {flow:+}: {Lean.Word(flow.Direction, "accumulation", "neither accumulation nor distribution", "distribution")}.",
            $"蔡金资金流为{flow:+}，{Lean.Word(flow.Direction, "呈吸筹", "吸筹与派发均衡", "呈派发")}。"));
        ballot.Rule("up_volume", 0.75, UpVolumeShare20, share => new(
            Math.Tanh(((share.Value <= 1 ? 100 * share.Value : share.Value) - 50) / 12),
            $"Rising days had {share} of the volume.",
            $"上涨日成交占比为{share}。"));
        ballot.Rule("high_volume_premium", 0.5, VolumeRatio, ratio => new(
            ratio.Value > 1.5 ? 0.4 : 0,
            $"The day's volume is {ratio} times its average.",
            $"当日成交量为均值的{ratio}倍。"));
    }

    protected override FundFlowOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var direction = ballot.Mean switch { > 0.15 => "Inflow", < -0.15 => "Outflow", _ => "Neutral" };
        return new FundFlowOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                direction switch { "Inflow" => "Money flows in.", "Outflow" => "Money flows out.", _ => "Money flow is balanced." },
                direction switch { "Inflow" => "资金净流入。", "Outflow" => "资金净流出。", _ => "资金流向均衡。" }),
            FlowDirection = direction,
            Drivers = [.. ballot.Votes.OrderByDescending(v => v.Force).Take(3).Select(v => v.Claim.Text)],
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override FundFlowOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };
}
