using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record MetricReading(string Name, decimal Value, string Assessment);

internal sealed record FundamentalsOutput : AnalystOutput
{
    /// <summary>Null unless two figures or more speak of the price of the business: one alone is no valuation.</summary>
    public string? ValuationStatus { get; init; }

    /// <summary>Null when no ratio of health is known.</summary>
    public string? FinancialHealth { get; init; }

    public IReadOnlyList<MetricReading> KeyMetrics { get; init; } = [];

    public string? GrowthOutlook { get; init; }

    public IReadOnlyList<string> Risks { get; init; } = [];

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Check("valuation_status", ValuationStatus, ["Undervalued", "Fair Value", "Overvalued"]),
        .. Vocabulary.Check("financial_health", FinancialHealth, ["Strong", "Moderate", "Weak"]),
    ];
}

/// <summary>
/// Fundamentals analyst. Rules: dividend yield (Fama and French 1988); dividend growth, which managers raise only when they
/// expect to keep it (Lintner 1956); earnings yield (Basu 1977); book to market (Fama and French 1992); cash flow yield
/// (Lakonishok, Shleifer and Vishny 1994); profitability (Novy-Marx 2013); leverage and liquidity (Piotroski 2000);
/// earnings growth as news that prices follow slowly (Bernard and Thomas 1989).
/// </summary>
internal sealed class FundamentalsAnalyst() : Analyst<FundamentalsOutput>(AnalystNames.Fundamentals, "Fundamentals Analyst", EvidenceTopic.Fundamentals)
{
    private static readonly string[] Valuation = ["dividend_yield", "earnings_yield", "book_to_market", "cash_flow_yield"];
    private static readonly string[] Health = ["profitability", "leverage", "liquidity"];
    private static readonly string[] Growth = ["dividend_growth", "earnings_growth", "revenue_growth"];

    // One figure of ten is no view of a business: the signal and the confidence shrink with the rules that are silent.
    protected override bool ShrinksWithCoverage => true;

    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("dividend_yield", 0.75, DividendYieldTtm, y => new(
            y.Value <= 0 ? -0.1 : Math.Tanh((y.Value - 1) / 3),
            $"The dividend yield over twelve months is {y}.",
            $"过去十二个月股息率为{y}。"));
        ballot.Rule("dividend_growth", 0.5, DividendGrowth5Year, g => new(
            Lean.Of(g, 12),
            $"Dividends grew {g:+} a year over five years.",
            $"五年股息年均增长{g:+}。"));
        ballot.Rule("earnings_yield", 1, PriceEarnings, pe => pe.Value <= 0
            ? new(-0.5, $"The price-earnings ratio of {pe} means losses.", $"市盈率为{pe}，公司处于亏损。")
            : new(
                Math.Tanh(((100 / pe.Value) - 5) / 4),
                $"The price-earnings ratio is {pe}, {Lean.Word(20d.CompareTo(pe.Value), "a fair or low price for the profit", "a middling price for the profit", "a high price for the profit")}.",
                $"市盈率为{pe}，相对盈利{Lean.Word(20d.CompareTo(pe.Value), "不贵", "适中", "偏贵")}。"));
        ballot.Rule("book_to_market", 0.5, PriceBook, pb => pb.Value <= 0 ? null : new(
            -Math.Tanh(Math.Log(pb.Value / 2) / 1.5),
            $"The stock costs {pb} times its book value.",
            $"市净率为{pb}倍。"));
        ballot.Rule("cash_flow_yield", 0.75, FreeCashFlowYield, y => new(
            Math.Tanh((y.Value - 3) / 4),
            $"Free cash flow yields {y:+} on the price.",
            $"自由现金流收益率为{y:+}。"));
        ballot.Rule("profitability", 0.75, ReturnOnEquity, roe => new(
            Math.Tanh((roe.Value - 10) / 10),
            $"Return on equity is {roe:+}.",
            $"净资产收益率为{roe:+}。"));
        ballot.Rule("leverage", 0.5, DebtToEquity, debt => new(
            debt.Value < 0 ? -0.8 : -Math.Tanh(debt.Value - 1),
            $"Debt stands at {debt} times equity.",
            $"负债权益比为{debt}倍。"));
        ballot.Rule("liquidity", 0.3, CurrentRatio, ratio => new(
            Math.Tanh(ratio.Value - 1.2),
            $"The current ratio is {ratio}.",
            $"流动比率为{ratio}。"));
        ballot.Rule("earnings_growth", 0.75, EarningsGrowth, g => new(
            Lean.Of(g, 20),
            $"Earnings per share changed {g:+} on the year before.",
            $"每股收益同比变动{g:+}。"));
        ballot.Rule("revenue_growth", 0.5, RevenueGrowth, g => new(
            Lean.Of(g, 20),
            $"Revenue changed {g:+} on the year before.",
            $"营业收入同比变动{g:+}。"));
    }

    protected override FundamentalsOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var valuation = Among(ballot, Valuation, atLeast: 2) switch { null => null, > 0.25 => "Undervalued", < -0.25 => "Overvalued", _ => "Fair Value" };
        var health = Among(ballot, Health) switch { null => null, > 0.25 => "Strong", < -0.25 => "Weak", _ => "Moderate" };
        var growth = Among(ballot, Growth);
        return new FundamentalsOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                $"Valuation: {valuation?.ToLowerInvariant() ?? "not known"}; financial health: {health?.ToLowerInvariant() ?? "not known"}.",
                $"估值：{Chinese(valuation)}；财务状况：{Chinese(health)}。"),
            ValuationStatus = valuation,
            FinancialHealth = health,
            KeyMetrics = [.. ballot.Votes.Select(v => (Vote: v, Item: matter.Evidence.ById(v.Claim.Evidence[0])!))
                .Select(x => new MetricReading(x.Item.Name, x.Item.Value!.Value, Vocabulary.ToneOf(x.Vote.Strength)))],
            GrowthOutlook = growth is null ? null : matter.Say(
                growth switch { > 0.15 => "Growing.", < -0.15 => "Shrinking.", _ => "Flat." },
                growth switch { > 0.15 => "增长。", < -0.15 => "收缩。", _ => "持平。" }),
            Risks = [.. ballot.Votes.Where(v => v.Strength < -0.15).Select(v => v.Claim.Text)],
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override FundamentalsOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };

    private static double? Among(Ballot ballot, string[] rules, int atLeast = 1)
    {
        var votes = ballot.Votes.Where(v => rules.Contains(v.Rule)).ToList();
        return votes.Count < atLeast ? null : votes.Sum(v => v.Strength * v.Weight) / votes.Sum(v => v.Weight);
    }

    private static string Chinese(string? word) => word switch
    {
        "Undervalued" => "低估",
        "Overvalued" => "高估",
        "Fair Value" => "合理",
        "Strong" => "稳健",
        "Weak" => "偏弱",
        "Moderate" => "一般",
        _ => "未知",
    };
}
