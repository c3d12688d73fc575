using System.Globalization;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Graph;

/// <summary>Builds evidence sets by name; a topic that gets nothing is listed as missing, as the data service does.</summary>
internal sealed class EvidenceBuilder
{
    public static readonly DateOnly Day = new(2014, 3, 21);

    private readonly List<(EvidenceTopic Topic, DataPoint Point)> _points = [];
    private readonly List<(EvidenceTopic Topic, DatedText Text)> _texts = [];
    private readonly Symbol _symbol;
    private readonly string _currency;

    public EvidenceBuilder(string symbol = "MSFT")
    {
        _symbol = Symbol.Parse(symbol, CultureInfo.InvariantCulture);
        _currency = _symbol.Market switch { Market.CN => "CNY", Market.HK => "HKD", _ => "USD" };
    }

    public bool Stale { get; init; }

    public EvidenceBuilder Point(EvidenceTopic topic, string name, decimal value, string unit, DateOnly? asOf = null, DateTimeOffset? knownAt = null)
    {
        _points.Add((topic, new DataPoint(name, value, unit, asOf ?? Day, knownAt ?? Close(Day), "test", "as reported")));
        return this;
    }

    public EvidenceBuilder Text(EvidenceTopic topic, string kind, string title, DateOnly date, string? url = null)
    {
        _texts.Add((topic, new DatedText(kind, title, null, date, Close(date), "test", url)));
        return this;
    }

    public EvidenceBuilder Price(string name, decimal value) => Money(EvidenceTopic.Price, name, value);

    public EvidenceBuilder Money(EvidenceTopic topic, string name, decimal value) => Point(topic, name, value, _currency);

    public EvidenceBuilder Percent(EvidenceTopic topic, string name, decimal value) => Point(topic, name, value, "%");

    public EvidenceBuilder Without(string name)
    {
        _points.RemoveAll(p => p.Point.Name == name);
        return this;
    }

    public EvidenceBuilder Without(EvidenceTopic topic)
    {
        _points.RemoveAll(p => p.Topic == topic);
        _texts.RemoveAll(t => t.Topic == topic);
        return this;
    }

    public EvidenceSet Build() => new(
        new Instrument(_symbol, _symbol.Code == "MSFT" ? "Microsoft Corporation" : $"{_symbol.Value} Ltd", _symbol.Market, "TEST", _currency, _symbol.IsIndex ? "index" : "stock"),
        Day,
        new Provenance("test", Stale ? Day.AddDays(-9) : Day, Stale, Close(Day)),
        [
            .. Enum.GetValues<EvidenceTopic>().Select(topic => new EvidenceSection(
                topic,
                [.. _points.Where(p => p.Topic == topic).Select(p => p.Point)],
                [.. _texts.Where(t => t.Topic == topic).Select(t => t.Text)],
                _points.Exists(p => p.Topic == topic) ? [] : [new MissingInput(topic.ToString().ToLowerInvariant(), "no source has it")])),
        ]);

    /// <summary>A steady large stock in an uptrend: everything the bundled sources can say.</summary>
    public static EvidenceBuilder Uptrend(string symbol = "MSFT") => new EvidenceBuilder(symbol)
        .Price(EvidenceNames.Close, 40.16m).Price(PreviousClose, 40.33m).Percent(EvidenceTopic.Price, ChangePercent, -0.4215m)
        .Price(High52Week, 40.94m).Price(Low52Week, 27.64m)
        .Percent(EvidenceTopic.Price, Return5, 6.5487m).Percent(EvidenceTopic.Price, Return20, 5.7402m)
        .Percent(EvidenceTopic.Price, Return250, 43.2217m).Percent(EvidenceTopic.Price, Momentum12Minus1, 36.9011m)
        .Price(Ema10, 38.8m).Price(Sma50, 37.3462m).Price(Sma200, 35.2279m)
        .Point(EvidenceTopic.Price, Rsi, 68.4437m, "points").Price(EvidenceNames.Macd, 0.5412m).Price(MacdHistogram, 0.1734m)
        .Price(BollingerUpper, 40.02m).Price(BollingerLower, 36.7m).Price(Atr, 0.6121m)
        .Point(EvidenceTopic.Price, Adx, 27.9m, "points").Point(EvidenceTopic.Price, PlusDi, 31.2m, "points").Point(EvidenceTopic.Price, MinusDi, 14.8m, "points")
        .Price(DonchianHigh20, 40.94m).Price(DonchianLow20, 37.51m).Price(DonchianHigh55, 40.94m).Price(DonchianLow55, 34.63m)
        .Price(Pivot, 40.31m).Price(PivotSupport1, 39.77m).Price(PivotResistance1, 40.7m)
        .Percent(EvidenceTopic.Risk, RealisedVolatility20, 19.3m).Percent(EvidenceTopic.Risk, RealisedVolatility60, 23.4m).Percent(EvidenceTopic.Risk, RealisedVolatility250, 25.1m)
        .Percent(EvidenceTopic.Risk, MaxDrawdown250, 15.31m).Percent(EvidenceTopic.Risk, ValueAtRisk95, 2.18m)
        .Point(EvidenceTopic.Risk, Amihud20, 0.000712m, "ratio").Point(EvidenceTopic.Risk, AverageTradedValue20, 1_412_345_678.9m, "USD")
        .Point(EvidenceTopic.Risk, Correlation250, 0.5127m, "ratio")
        .Percent(EvidenceTopic.Flow, ObvChange20, 21.4m).Point(EvidenceTopic.Flow, Mfi, 66.1m, "points").Point(EvidenceTopic.Flow, VolumeRatio, 2.13m, "ratio")
        .Point(EvidenceTopic.Flow, ChaikinMoneyFlow20, 0.143m, "ratio").Percent(EvidenceTopic.Flow, UpVolumeShare20, 58.7m)
        .Point(EvidenceTopic.Crowd, AttentionRatio, 1.62m, "ratio").Percent(EvidenceTopic.Crowd, DistanceFromHigh, 1.91m)
        .Point(EvidenceTopic.Crowd, LimitUpDays20, 0, "count").Point(EvidenceTopic.Crowd, LimitDownDays20, 0, "count")
        .Point(EvidenceTopic.Fundamentals, DividendTtm, 0.97m, "USD").Percent(EvidenceTopic.Fundamentals, DividendYieldTtm, 2.415m).Percent(EvidenceTopic.Fundamentals, DividendGrowth5Year, 14.2m)
        .Point(EvidenceTopic.News, Upgrades180, 5, "count").Point(EvidenceTopic.News, Downgrades180, 2, "count")
        .Text(EvidenceTopic.News, "upgrade", "Broker raises Microsoft to Buy from Hold", new DateOnly(2014, 3, 11), "https://example.org/a")
        .Text(EvidenceTopic.News, "dividend", "Cash dividend of 0.28 USD", new DateOnly(2014, 2, 18))
        .Point(EvidenceTopic.Macro, BenchmarkClose, 1866.52m, "points").Point(EvidenceTopic.Macro, BenchmarkSma200, 1748.31m, "points")
        .Percent(EvidenceTopic.Macro, BenchmarkReturn250, 20.13m).Percent(EvidenceTopic.Macro, BenchmarkVolatility60, 11.6m).Percent(EvidenceTopic.Macro, BenchmarkVolatility250, 11.4m)
        .Percent(EvidenceTopic.Macro, BenchmarkDrawdown, 0.62m).Percent(EvidenceTopic.Macro, RelativeStrength120, 13.3m);

    private static DateTimeOffset Close(DateOnly day) => new(day.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
}
