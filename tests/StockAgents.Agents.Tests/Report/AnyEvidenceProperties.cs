using CsCheck;
using StockAgents.Agents.Tests.Evidence;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Report;

/// <summary>Whatever the sources say, however little and however absurd: a valid report or a reasoned abstention, never an exception.</summary>
public sealed class AnyEvidenceProperties
{
    private static readonly (EvidenceTopic Topic, string Unit, string[] Names)[] Vocabulary =
    [
        (EvidenceTopic.Price, "$", [EvidenceNames.Close, High52Week, Low52Week, Sma50, Sma200, Atr, MacdHistogram, DonchianHigh20, DonchianLow20, DonchianHigh55, DonchianLow55, Pivot, PivotSupport1, PivotResistance1, BollingerUpper, BollingerLower]),
        (EvidenceTopic.Price, "%", [Return5, Return250, Momentum12Minus1]),
        (EvidenceTopic.Price, "points", [Rsi, Adx, PlusDi, MinusDi]),
        (EvidenceTopic.Risk, "%", [RealisedVolatility20, RealisedVolatility60, RealisedVolatility250, MaxDrawdown250, ValueAtRisk95]),
        (EvidenceTopic.Risk, "ratio", [Amihud20, Correlation250]),
        (EvidenceTopic.Risk, "$", [AverageTradedValue20]),
        (EvidenceTopic.Flow, "ratio", [VolumeRatio, ChaikinMoneyFlow20]),
        (EvidenceTopic.Flow, "%", [ObvChange20, UpVolumeShare20]),
        (EvidenceTopic.Flow, "points", [Mfi]),
        (EvidenceTopic.Crowd, "ratio", [AttentionRatio]),
        (EvidenceTopic.Crowd, "%", [DistanceFromHigh]),
        (EvidenceTopic.Crowd, "count", [LimitUpDays20, LimitDownDays20]),
        (EvidenceTopic.Fundamentals, "%", [DividendYieldTtm, DividendGrowth5Year, ReturnOnEquity, FreeCashFlowYield, EarningsGrowth, RevenueGrowth]),
        (EvidenceTopic.Fundamentals, "ratio", [PriceEarnings, PriceBook, DebtToEquity, CurrentRatio]),
        (EvidenceTopic.News, "count", [Upgrades180, Downgrades180]),
        (EvidenceTopic.News, "points", [NewsSentiment]),
        (EvidenceTopic.Social, "points", [SocialSentiment]),
        (EvidenceTopic.Macro, "points", [BenchmarkClose, BenchmarkSma200]),
        (EvidenceTopic.Macro, "%", [BenchmarkReturn250, BenchmarkVolatility60, BenchmarkVolatility250, BenchmarkDrawdown, RelativeStrength120, YieldCurve, PolicyRate, InflationYoy]),
    ];

    private static readonly Gen<decimal> Plausible = Gen.Int[1, 100_000].Select(i => i / 1000m);

    private static readonly Gen<decimal> Absurd = Gen.OneOf(
        Gen.Const(0m), Gen.Int[-100_000, 100_000].Select(i => i / 777m), Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000].Select(l => (decimal)l), Gen.Int[-9, 9].Select(i => i / 1_000_000_000m));

    private static readonly Gen<EvidenceBuilder> Builders =
        from symbol in Pick.From("MSFT", "600000.SH", "0700.HK", "^GSPC")
        from share in Gen.Double[0, 1]
        from absurd in Gen.Bool
        from values in Gen.Select(Gen.Double[0, 1], absurd ? Absurd : Plausible).Array[Vocabulary.Sum(v => v.Names.Length)]
        from texts in Gen.Select(
            Pick.From(EvidenceTopic.News, EvidenceTopic.Policy, EvidenceTopic.Social),
            Pick.From("upgrade", "downgrade", "dividend", "split", "news", "post", "policy"),
            Gen.OneOf(Gen.String[1, 40], Pick.From("央行宣布降准支持实体经济", "Regulator opens antitrust probe")), Gen.Int[0, 400]).Array[0, 6]
        select Fill(new EvidenceBuilder(symbol), share, values, texts);

    [Theory]
    [InlineData(AnalysisLevel.L1, "en")]
    [InlineData(AnalysisLevel.L1, "zh")]
    [InlineData(AnalysisLevel.L2, "en")]
    [InlineData(AnalysisLevel.L2, "zh")]
    public async Task Any_evidence_gives_a_valid_report_or_an_abstention(AnalysisLevel level, string language) =>
        await Builders.SampleAsync(async builder =>
        {
            var report = await GraphRig.RunAsync(builder.Build(), level, language);
            ReportRules.Hold(report);
            ReportRules.AllVerified(report);
            Assert.All(report.Claims, c => Assert.NotEmpty(c.Evidence));
        }, iter: 300);

    private static EvidenceBuilder Fill(EvidenceBuilder builder, double share, (double Lot, decimal Value)[] values, (EvidenceTopic, string, string, int)[] texts)
    {
        var next = 0;
        foreach (var (topic, unit, names) in Vocabulary)
        {
            foreach (var name in names)
            {
                var (lot, value) = values[next++];
                if (lot > share)
                    continue;
                if (unit == "$")
                    builder.Money(topic, name, value);
                else
                    builder.Point(topic, name, value, unit);
            }
        }

        foreach (var (topic, kind, title, age) in texts)
            builder.Text(topic, kind, title, EvidenceBuilder.Day.AddDays(-age));
        return builder;
    }
}
