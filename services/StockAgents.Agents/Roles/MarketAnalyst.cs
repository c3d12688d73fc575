using StockAgents.Agents.Evidence;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record IndicatorReading(string Name, decimal Value, string Signal, string Interpretation);

internal sealed record LevelReading(decimal? Support, decimal? Resistance);

internal sealed record MarketOutput : AnalystOutput
{
    public string? Trend { get; init; }

    public IReadOnlyList<IndicatorReading> Indicators { get; init; } = [];

    public LevelReading? PriceLevels { get; init; }

    public IReadOnlyList<string> KeyObservations { get; init; } = [];

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Check("trend", Trend ?? "missing", Vocabulary.Trend),
        .. Vocabulary.AtMost("indicators", Indicators, 8),
        .. Vocabulary.AtMost("key_observations", KeyObservations, 5),
    ];
}

/// <summary>
/// Technical analyst. Rules: time-series momentum (Moskowitz, Ooi and Pedersen 2012); twelve months less the last
/// (Jegadeesh and Titman 1993); price against its long average (Brock, Lakonishok and LeBaron 1992; Faber 2007); two averages
/// (Brock, Lakonishok and LeBaron 1992); nearness to the 52-week high (George and Hwang 2004); RSI and directional movement
/// (Wilder 1978); MACD (Appel 1979); channel breakout (Donchian; the Turtle rules, Faith 2003); one-week reversal (Jegadeesh 1990).
/// </summary>
internal sealed class MarketAnalyst() : Analyst<MarketOutput>(AnalystNames.Market, "Market Analyst", EvidenceTopic.Price)
{
    private const double Near = 0.95;
    private static readonly string[] Shown = [Rsi, MacdHistogram, Sma50, Sma200, Adx, Atr, BollingerUpper, BollingerLower];
    private static readonly string[] TrendRules = ["moving_average", "average_cross", "time_series_momentum", "directional_movement"];

    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("time_series_momentum", 1, Return250, r => new(
            Lean.Of(r, 25),
            $"The 250-session return is {r:+}: {Lean.Word(r.Direction, "trend followers stay long", "there is no trend to follow", "trend followers stay out")}.",
            $"近250日收益为{r:+}，按时间序列动量{Lean.Word(r.Direction, "应持有", "无趋势可循", "应回避")}。"));
        ballot.Rule("momentum_12_1", 1, Momentum12Minus1, r => new(
            Lean.Of(r, 25),
            $"Twelve-month momentum without the last month is {r:+}, {Lean.Word(r.Direction, "a winner's profile", "neither a winner's nor a loser's profile", "a loser's profile")}.",
            $"剔除最近一个月的十二个月动量为{r:+}，{Lean.Word(r.Direction, "属于强势股特征", "强弱不明", "属于弱势股特征")}。"));
        ballot.Rule("moving_average", 1, Close, Sma200, (close, average) => average.Value <= 0 ? null : new(
            Lean.Of(close, average, 10),
            $"The close of {close} is {Side(close, average)} its 200-day average of {average}.",
            $"收盘价{close}，{ChineseSide(close, average)}200日均线的{average}。"));
        ballot.Rule("average_cross", 0.5, Sma50, Sma200, (fast, slow) => slow.Value <= 0 ? null : new(
            Lean.Of(fast, slow, 15),
            $"The 50-day average of {fast} is {Side(fast, slow)} the 200-day average of {slow}.",
            $"50日均线{fast}，{ChineseSide(fast, slow)}200日均线的{slow}。"));
        NearHigh(ballot, matter);
        ballot.Rule("rsi", 0.5, Rsi, rsi => new(
            rsi.Value > 70 ? -(rsi.Value - 70) / 30 : rsi.Value < 30 ? (30 - rsi.Value) / 30 : 0,
            $"RSI(14) reads {rsi}, {(rsi.Value > 70 ? "overbought" : rsi.Value < 30 ? "oversold" : "neither overbought nor oversold")}.",
            $"RSI(14)为{rsi}，{(rsi.Value > 70 ? "超买" : rsi.Value < 30 ? "超卖" : "既未超买也未超卖")}。"));
        ballot.Rule("directional_movement", 0.75, Adx, PlusDi, MinusDi, (adx, plus, minus) => new(
            adx.Value < 20 ? 0 : plus.Against(minus) * Math.Min(1, adx.Value / 50),
            $"ADX(14) is {adx} with +DI at {plus} and -DI at {minus}: {(adx.Value < 20 ? "no trend" : Lean.Word(plus.Against(minus), "an uptrend", "no direction", "a downtrend"))}.",
            $"ADX(14)为{adx}，+DI为{plus}，-DI为{minus}，{(adx.Value < 20 ? "无明显趋势" : Lean.Word(plus.Against(minus), "处于升势", "方向不明", "处于弱势"))}。"));
        ballot.Rule("macd", 0.5, MacdHistogram, Atr, (histogram, atr) => atr.Value <= 0 ? null : new(
            Lean.Of(histogram, atr.Value / 2),
            $"The MACD histogram is {histogram:+}, {Lean.Word(histogram.Direction, "above", "on", "under")} its signal line, with an average true range of {atr}.",
            $"MACD柱为{histogram:+}，{Lean.Word(histogram.Direction, "位于信号线之上", "与信号线重合", "位于信号线之下")}，平均真实波幅为{atr}。"));
        ballot.Rule("channel_breakout", 0.75, Close, DonchianHigh55, DonchianLow55, (close, high, low) =>
        {
            var place = high.Against(low) <= 0 ? 0 : close.Against(high) >= 0 ? 1 : close.Against(low) <= 0 ? -1 : 0;
            return new(
                place,
                $"The close of {close} is {Lean.Word(place, "at the top of", "inside", "at the bottom of")} the 55-day channel from {low} to {high}.",
                $"收盘价{close}，{Lean.Word(place, "触及通道上沿", "位于通道之内", "触及通道下沿")}，55日通道为{low}至{high}。");
        });
        ballot.Rule("weekly_reversal", 0.3, Return5, r => new(
            -0.4 * Lean.Of(r, 10),
            $"The 5-day return is {r:+}; {(r.Direction == 0 ? "there is no move to give back" : "moves of a week tend to be partly given back")}.",
            $"近5日收益为{r:+}，{(r.Direction == 0 ? "没有可回吐的涨跌" : "一周内的涨跌往往部分回吐")}。"));
    }

    // Near means within five percent, and only near is for the stock; a quarter under the high weighs fully against it.
    private static void NearHigh(Ballot ballot, AnalysisCase matter)
    {
        if (matter.Figure(Close) is not { } close || matter.Figure(High52Week) is not { Value: > 0 } high)
        {
            ballot.Add("high_52_week", 1, reading: null, []);
            return;
        }

        var ratio = close.Value / high.Value;
        var distance = matter.Figure(DistanceFromHigh);
        var near = ratio >= Near;
        ballot.Add(
            "high_52_week", 1,
            new Reading(
                near ? (ratio - Near) / (1 - Near) : (ratio - Near) / 0.25,
                $"The close of {close} is {(close.Against(high) == 0 ? "at" : near ? "near" : "under")} the 52-week high of {high}{(near || distance is null ? "" : $", {distance} away from it")}.",
                $"收盘价{close}，{(close.Against(high) == 0 ? "处于" : near ? "接近" : "低于")}52周高点{high}{(near || distance is null ? "" : $"，相距{distance}")}。"),
            near || distance is null ? [close.Id, high.Id] : [close.Id, high.Id, distance.Id]);
    }

    protected override MarketOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var trend = Vocabulary.TrendOf(ballot.Votes.Where(v => TrendRules.Contains(v.Rule)).Select(v => v.Strength).DefaultIfEmpty(0).Average());
        var levels = PriceLadder.Of(matter);
        return new MarketOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                $"{trend} trend; technical rules for the stock: {ballot.Votes.Count(v => v.Strength > 0)}, against it: {ballot.Votes.Count(v => v.Strength < 0)}.",
                $"趋势{Chinese(trend)}；{ballot.Votes.Count(v => v.Strength > 0)}条技术规则看多，{ballot.Votes.Count(v => v.Strength < 0)}条看空。"),
            Trend = trend,
            Indicators = [.. Shown.Select(matter.Evidence.ByName).OfType<EvidenceItem>().Select(i => Read(i, ballot, matter))],
            PriceLevels = levels is null ? null : new LevelReading(levels.Support, levels.Resistance),
            KeyObservations = [.. ballot.Votes.OrderByDescending(v => v.Force).Take(5).Select(v => v.Claim.Text)],
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override MarketOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };

    private static string Side(Figure value, Figure average) => Lean.Word(value.Against(average), "above", "level with", "under");

    private static string ChineseSide(Figure value, Figure average) => Lean.Word(value.Against(average), "高于", "持平于", "不及");

    private static string Chinese(string trend) => trend switch
    {
        "Bullish" => "向上",
        "Bearish" => "向下",
        _ => "中性",
    };

    private static IndicatorReading Read(EvidenceItem item, Ballot ballot, AnalysisCase matter)
    {
        var vote = ballot.Votes.FirstOrDefault(v => v.Claim.Evidence.Contains(item.Id));
        return new IndicatorReading(
            item.Name, item.Value!.Value, vote is null ? "Neutral" : Vocabulary.TrendOf(vote.Strength),
            vote?.Claim.Text ?? matter.Say("No rule reads it alone.", "没有规则单独使用该指标。"));
    }
}
