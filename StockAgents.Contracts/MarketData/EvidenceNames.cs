namespace StockAgents.Contracts.MarketData;

/// <summary>
/// The vocabulary of <see cref="DataPoint.Name"/>: written by market data, read by the roles' rules and prompts.
/// Percentages are in percent (5 means 5 %), volatilities annualised with 252 sessions. Prices are split-adjusted to the
/// analysis date (as a chart of that day would show them) unless a name says otherwise.
/// </summary>
public static class EvidenceNames
{
    // Price
    public const string Close = "close";
    public const string PreviousClose = "previous_close";
    public const string ChangePercent = "change_percent";
    public const string High52Week = "high_52w";
    public const string Low52Week = "low_52w";
    public const string Return5 = "return_5d";
    public const string Return20 = "return_20d";
    public const string Return60 = "return_60d";
    public const string Return120 = "return_120d";
    public const string Return250 = "return_250d";
    /// <summary>Total return from 252 to 21 sessions ago (Jegadeesh and Titman 1993: twelve months less the last one).</summary>
    public const string Momentum12Minus1 = "momentum_12_1";
    public const string Ema10 = "close_10_ema";
    public const string Sma20 = "close_20_sma";
    public const string Sma50 = "close_50_sma";
    public const string Sma200 = "close_200_sma";
    public const string Rsi = "rsi";
    public const string Macd = "macd";
    public const string MacdSignal = "macds";
    public const string MacdHistogram = "macdh";
    public const string Bollinger = "boll";
    public const string BollingerUpper = "boll_ub";
    public const string BollingerLower = "boll_lb";
    public const string Atr = "atr";
    public const string Adx = "adx";
    public const string PlusDi = "plus_di";
    public const string MinusDi = "minus_di";
    public const string StochasticK = "stoch_k";
    public const string StochasticD = "stoch_d";
    public const string KdjK = "kdj_k";
    public const string KdjD = "kdj_d";
    public const string KdjJ = "kdj_j";
    public const string Cci = "cci";
    public const string WilliamsR = "willr";
    public const string Vwma = "vwma";
    public const string DonchianHigh20 = "donchian_high_20";
    public const string DonchianLow20 = "donchian_low_20";
    public const string DonchianHigh55 = "donchian_high_55";
    public const string DonchianLow55 = "donchian_low_55";
    /// <summary>Classic floor-trader pivot of the last bar: (high + low + close) / 3, and its first levels.</summary>
    public const string Pivot = "pivot";
    public const string PivotSupport1 = "pivot_s1";
    public const string PivotResistance1 = "pivot_r1";

    // Risk
    public const string RealisedVolatility20 = "realised_vol_20d";
    public const string RealisedVolatility60 = "realised_vol_60d";
    public const string RealisedVolatility250 = "realised_vol_250d";
    /// <summary>Largest peak-to-trough fall of the total-return series within 250 sessions, in percent, as a positive number.</summary>
    public const string MaxDrawdown250 = "max_drawdown_250d";
    /// <summary>Fall from the running 250-session peak to the last close, in percent, as a positive number.</summary>
    public const string DrawdownNow = "drawdown_now";
    /// <summary>One-day historical value at risk at 95 %, in percent of the position, as a positive number.</summary>
    public const string ValueAtRisk95 = "var_95_1d";
    public const string Beta250 = "beta_250d";
    public const string Correlation250 = "correlation_250d";
    /// <summary>Amihud (2002) illiquidity: mean of |daily return %| per million of currency traded, 20 sessions.</summary>
    public const string Amihud20 = "amihud_20d";
    public const string AverageTradedValue20 = "avg_traded_value_20d";

    // Flow
    public const string Volume = "volume";
    public const string VolumeRatio = "volume_ratio_20d";
    public const string Obv = "obv";
    /// <summary>Change of on-balance volume over 20 sessions as a percentage of the volume traded in them.</summary>
    public const string ObvChange20 = "obv_change_20d";
    public const string Mfi = "mfi";
    public const string ChaikinMoneyFlow20 = "cmf_20d";
    public const string UpVolumeShare20 = "up_volume_share_20d";

    // Crowd
    public const string AttentionRatio = "attention_ratio_5d_60d";
    public const string LimitUpDays20 = "limit_up_days_20d";
    public const string LimitDownDays20 = "limit_down_days_20d";
    public const string DistanceFromHigh = "distance_from_high_52w";

    // Fundamentals
    public const string DividendTtm = "dividend_ttm";
    public const string DividendYieldTtm = "dividend_yield_ttm";
    public const string DividendGrowth5Year = "dividend_growth_5y";
    public const string PriceEarnings = "pe_ttm";
    public const string PriceBook = "pb";
    public const string ReturnOnEquity = "roe_ttm";
    public const string DebtToEquity = "debt_to_equity";
    public const string CurrentRatio = "current_ratio";
    public const string RevenueGrowth = "revenue_growth_yoy";
    public const string EarningsGrowth = "eps_growth_yoy";
    public const string NetMargin = "net_margin";
    public const string FreeCashFlowYield = "fcf_yield";

    // News and social
    public const string Upgrades180 = "upgrades_180d";
    public const string Downgrades180 = "downgrades_180d";
    public const string NewsSentiment = "news_sentiment";
    public const string SocialSentiment = "social_sentiment";

    // Macro: the market the instrument trades in, by its benchmark index
    public const string BenchmarkClose = "benchmark_close";
    public const string BenchmarkSma200 = "benchmark_200_sma";
    public const string BenchmarkReturn60 = "benchmark_return_60d";
    public const string BenchmarkReturn250 = "benchmark_return_250d";
    public const string BenchmarkVolatility60 = "benchmark_realised_vol_60d";
    public const string BenchmarkVolatility250 = "benchmark_realised_vol_250d";
    public const string BenchmarkDrawdown = "benchmark_drawdown_now";
    public const string RelativeStrength120 = "relative_strength_120d";
    public const string PolicyRate = "policy_rate";
    public const string InflationYoy = "inflation_yoy";
    public const string Unemployment = "unemployment";
    public const string YieldCurve = "yield_curve_10y_2y";
}
