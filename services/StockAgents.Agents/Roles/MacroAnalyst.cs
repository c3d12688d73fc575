using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record MacroFactor(string Factor, string Status, string Impact);

internal sealed record MacroOutput : AnalystOutput
{
    public string? Environment { get; init; }

    public IReadOnlyList<MacroFactor> RelevantFactors { get; init; } = [];

    public string? SectorOutlook { get; init; }

    public string? CorrelationAnalysis { get; init; }

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Check("environment", Environment ?? "missing", Vocabulary.Environment),
        .. RelevantFactors.SelectMany(f => Vocabulary.Check("relevant_factors.impact", f.Impact, Vocabulary.Tone)),
    ];
}

/// <summary>
/// Macro analyst: the market the stock swims in. Rules: benchmark against its long average (Faber 2007); benchmark time-series
/// momentum (Moskowitz, Ooi and Pedersen 2012); its volatility against its own normal (Moreira and Muir 2017); its drawdown;
/// relative strength of the stock (Levy 1967); the yield curve (Estrella and Hardouvelis 1991); the real policy rate (Taylor 1993).
/// </summary>
internal sealed class MacroAnalyst() : Analyst<MacroOutput>(AnalystNames.Macro, "Macro Analyst", EvidenceTopic.Macro)
{
    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("benchmark_average", 1, BenchmarkClose, BenchmarkSma200, (close, average) => average.Value <= 0 ? null : new(
            Math.Tanh(12 * ((close.Value / average.Value) - 1)),
            $"The benchmark at {close} is {(close.Value >= average.Value ? "above" : "under")} its 200-day average of {average}.",
            $"基准指数{close}，{(close.Value >= average.Value ? "高于" : "不及")}200日均线的{average}。"));
        ballot.Rule("benchmark_momentum", 1, BenchmarkReturn250, r => new(
            Math.Tanh(r.Value / 15),
            $"The benchmark's 250-session return is {r:+}.",
            $"基准指数近250日收益为{r:+}。"));
        ballot.Rule("benchmark_volatility", 0.75, BenchmarkVolatility60, BenchmarkVolatility250, (now, normal) => normal.Value <= 0 ? null : new(
            -Math.Tanh(1.5 * ((now.Value / normal.Value) - 1)),
            $"Benchmark volatility is {now} over the last 60 days against {normal} over the last 250 days: {(now.Value > normal.Value ? "a rougher market than usual" : "a calm market")}.",
            $"基准指数近60日波动率为{now}，近250日为{normal}，市场{(now.Value > normal.Value ? "比平时动荡" : "较为平静")}。"));
        ballot.Rule("benchmark_drawdown", 0.5, BenchmarkDrawdown, fall => new(
            fall.Value < 5 ? 0.2 : -Math.Tanh((fall.Value - 5) / 15),
            $"The benchmark stands {fall} under its peak.",
            $"基准指数距高点的回撤为{fall}。"));
        ballot.Rule("relative_strength", 0.75, RelativeStrength120, r => new(
            Math.Tanh(r.Value / 20),
            $"Against its benchmark the stock made {r:+} over the last 120 days.",
            $"近120日相对基准指数的收益为{r:+}。"));
        ballot.Rule("yield_curve", 0.5, YieldCurve, curve => new(
            curve.Value < 0 ? -0.5 : 0.2,
            $"The yield curve from two to ten years is {curve:+}, {(curve.Value < 0 ? "inverted, which has come before recessions" : "upward")}.",
            $"两年与十年期利差为{curve:+}，{(curve.Value < 0 ? "曲线倒挂，往往领先于衰退" : "曲线向上")}。"));
        ballot.Rule("real_policy_rate", 0.4, PolicyRate, InflationYoy, (rate, inflation) => new(
            -Math.Tanh((rate.Value - inflation.Value - 0.5) / 3),
            $"The policy rate is {rate} with inflation at {inflation}: money is {(rate.Value > inflation.Value ? "tight" : "easy")}.",
            $"政策利率为{rate}，通胀率为{inflation}，货币条件{(rate.Value > inflation.Value ? "偏紧" : "宽松")}。"));
    }

    protected override MacroOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var environment = ballot.Mean switch { > 0.15 => "Tailwind", < -0.15 => "Headwind", _ => "Neutral" };
        var strength = ballot.Votes.FirstOrDefault(v => v.Rule == "relative_strength");
        var correlation = matter.Figure(Correlation250);
        return new MacroOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                environment switch { "Tailwind" => "The market around the stock is a tailwind.", "Headwind" => "The market around the stock is a headwind.", _ => "The market around the stock is neutral." },
                environment switch { "Tailwind" => "市场环境为顺风。", "Headwind" => "市场环境为逆风。", _ => "市场环境中性。" }),
            Environment = environment,
            RelevantFactors = [.. ballot.Votes.Select(v => new MacroFactor(v.Rule, v.Claim.Text, Vocabulary.ToneOf(v.Strength)))],
            SectorOutlook = strength?.Claim.Text,
            CorrelationAnalysis = correlation is null ? null : matter.Say($"Correlation with the benchmark is {correlation}.", $"与基准指数的相关系数为{correlation}。"),
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override MacroOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };
}
