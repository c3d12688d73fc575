using Refit;

namespace StockAgents.MarketData.Yahoo;

/// <summary>Yahoo's v8 chart. The raw reply is returned: an outage is an HTML page, and a wrong shape must be an answer, not an exception.</summary>
internal interface IYahooChartApi
{
    /// <param name="period1">First instant, Unix seconds.</param>
    /// <param name="period2">End, exclusive, Unix seconds; rows after it have been seen.</param>
    [Get("/v8/finance/chart/{symbol}?interval=1d&events=div%2Csplits&includePrePost=false")]
    Task<HttpResponseMessage> ChartAsync(string symbol, long period1, long period2, CancellationToken cancellationToken);
}
