using System.ComponentModel.DataAnnotations;

namespace StockAgents.MarketData.Yahoo;

/// <summary><c>MarketData:Yahoo</c>: the chart endpoint of Yahoo Finance, without a key.</summary>
internal sealed class YahooOptions
{
    public const string Section = "MarketData:Yahoo";

    /// <summary>Default <c>https://query1.finance.yahoo.com</c>; query2 is the same.</summary>
    [Required, Url]
    public string BaseAddress { get; set; } = "https://query1.finance.yahoo.com";

    /// <summary>Seconds to wait for a connection, 1 to 30; default 2: without a network the next source answers soon.</summary>
    [Range(1, 30)]
    public int ConnectTimeoutSeconds { get; set; } = 2;

    /// <summary>Seconds to wait for a whole answer, 1 to 120; default 10.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds an answer is kept, 0 to 86400; default 300.</summary>
    [Range(0, 86_400)]
    public int KeepAnswerSeconds { get; set; } = 300;

    /// <summary>Seconds an outage is remembered, 0 to 3600; default 60.</summary>
    [Range(0, 3600)]
    public int KeepOutageSeconds { get; set; } = 60;

    /// <summary>The default of an HTTP library is often answered 429, so a browser's is sent.</summary>
    public string UserAgent { get; set; } = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
}
