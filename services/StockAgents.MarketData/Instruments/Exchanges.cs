using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Instruments;

/// <summary>What a symbol alone says about an instrument.</summary>
internal static class Exchanges
{
    public const string Equity = "equity";
    public const string Index = "index";

    /// <summary>An instrument nobody has described: it is called by its symbol.</summary>
    public static Instrument Describe(Symbol symbol) => Describe(symbol, symbol.Value);

    public static Instrument Describe(Symbol symbol, string name, string? exchange = null, string? currency = null) => new(
        symbol, name, symbol.Market, exchange ?? ExchangeOf(symbol), currency ?? CurrencyOf(symbol), symbol.IsIndex ? Index : Equity);

    /// <summary>Trading currency. B shares trade in US dollars in Shanghai (900xxx) and in Hong Kong dollars in Shenzhen (200xxx).</summary>
    public static string CurrencyOf(Symbol symbol) => symbol switch
    {
        { Market: Market.HK } => "HKD",
        { Market: Market.US } => "USD",
        { Value: ['9', '0', '0', .., 'S', 'H'] } => "USD",
        { Value: ['2', '0', '0', .., 'S', 'Z'] } => "HKD",
        _ => "CNY",
    };

    private static string ExchangeOf(Symbol symbol) => symbol.Market switch
    {
        Market.US => "US",
        Market.HK => "HKEX",
        _ => symbol.Value[^2..] switch { "SH" => "SSE", "SZ" => "SZSE", _ => "BSE" },
    };
}
