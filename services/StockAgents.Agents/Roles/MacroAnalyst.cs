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
    // The real rate taken as neither braking nor pushing, in percent.
    private const double NeutralRate = 0.5;

    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("benchmark_average", 1, BenchmarkClose, BenchmarkSma200, (close, average) => average.Value <= 0 ? null : new(
            Lean.Of(close, average, 12),
            $"The benchmark at {close} is {Lean.Word(close.Against(average), "above", "level with", "under")} its 200-day average of {average}.",
            $"基准指数{close}，{Lean.Word(close.Against(average), "高于", "持平于", "不及")}200日均线的{average}。"));
        ballot.Rule("benchmark_momentum", 1, BenchmarkReturn250, r => new(
            Lean.Of(r, 15),
            $"The benchmark's 250-session return is {r:+}.",
            $"基准指数近250日收益为{r:+}。"));
        ballot.Rule("benchmark_volatility", 0.75, BenchmarkVolatility60, BenchmarkVolatility250, (now, normal) => normal.Value <= 0 ? null : new(
            -Lean.Of(now, normal, 1.5),
            $"Benchmark volatility is {now} over the last 60 days against {normal} over the last 250 days: {Lean.Word(now.Against(normal), "a rougher market than usual", "a market as rough as usual", "a calm market")}.",
            $"基准指数近60日波动率为{now}，近250日为{normal}，市场{Lean.Word(now.Against(normal), "比平时动荡", "与平时相当", "较为平静")}。"));
        ballot.Rule("benchmark_drawdown", 0.5, BenchmarkDrawdown, fall => new(
            fall.Value < 5 ? 0.2 : -Math.Tanh((fall.Value - 5) / 15),
            $"The benchmark stands {fall} under its peak.",
            $"基准指数距高点的回撤为{fall}。"));
        ballot.Rule("relative_strength", 0.75, RelativeStrength120, r => new(
            Lean.Of(r, 20),
            $"Against its benchmark the stock made {r:+} over the last 120 days.",
            $"近120日相对基准指数的收益为{r:+}。"));
        ballot.Rule("yield_curve", 0.5, YieldCurve, curve => new(
            curve.Direction switch { < 0 => -0.5, 0 => 0, _ => 0.2 },
            $"The yield curve from two to ten years is {curve:+}, {Lean.Word(curve.Direction, "upward", "flat", "inverted, which has come before recessions")}.",
            $"两年与十年期利差为{curve:+}，{Lean.Word(curve.Direction, "曲线向上", "曲线平坦", "曲线倒挂，往往领先于衰退")}。"));
        ballot.Rule("real_policy_rate", 0.4, PolicyRate, InflationYoy, (rate, inflation) => new(
            -Math.Tanh((rate.Value - inflation.Value - NeutralRate) / 3),
            $"The policy rate is {rate} with inflation at {inflation}: money is {Lean.Word((rate.Value - inflation.Value).CompareTo(NeutralRate), "tight", "neither tight nor easy", "easy")}.",
            $"政策利率为{rate}，通胀率为{inflation}，货币条件{Lean.Word((rate.Value - inflation.Value).CompareTo(NeutralRate), "偏紧", "中性", "宽松")}。"));
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
