using System.Net;
using System.Text.Json;
using Refit;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;

namespace StockAgents.MarketData.Yahoo;

/// <summary>Daily bars from Yahoo's chart endpoint: the whole history in one request, since later splits decide how it is read.</summary>
internal sealed partial class YahooSource(IYahooChartApi api, TimeSpan timeout, TimeProvider clock, ILogger<YahooSource> log) : IBarSource
{
    public const string SourceName = "yahoo";
    private const long LargestReply = 16 * 1024 * 1024;
    private static readonly DateTimeOffset Earliest = new(1985, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => SourceName;

    public string State => "is asked when needed";

    /// <summary>Yahoo has no Beijing exchange.</summary>
    public bool Serves(Symbol symbol) => !symbol.Value.EndsWith(".BJ", StringComparison.Ordinal);

    public async Task<SourceAnswer> GetAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // The client's own timeout ends with the headers; this one covers a body that never ends.
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var reply = await api.ChartAsync(Spelling(symbol), Earliest.ToUnixTimeSeconds(), now.ToUnixTimeSeconds(), either.Token);
            return reply.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => new SourceAnswer.Unavailable(OutageReason.Throttled),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SourceAnswer.Unavailable(OutageReason.Blocked),
                >= HttpStatusCode.InternalServerError => new SourceAnswer.Unavailable(OutageReason.ServerError),
                _ => await ReadAsync(symbol, reply, now, either.Token),
            };
        }
        // Refit wraps what happens before the reply, a connection that takes too long included.
        catch (ApiRequestException e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(symbol, e);
            return new SourceAnswer.Unavailable(e.InnerException is OperationCanceledException ? OutageReason.Timeout : OutageReason.Unreachable);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            LogFailure(symbol, e);
            return new SourceAnswer.Unavailable(OutageReason.Unreachable);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(symbol, e);
            return new SourceAnswer.Unavailable(OutageReason.Timeout);
        }
    }

    private static async Task<SourceAnswer> ReadAsync(Symbol symbol, HttpResponseMessage reply, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await reply.Content.LoadIntoBufferAsync(LargestReply, cancellationToken);
        var text = await reply.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<ChartReply>(text)?.Chart switch
            {
                { Result: [{ } result, ..] } when reply.IsSuccessStatusCode => ChartReader.Read(symbol, result, now),
                { Error: { Code: { } code } } when reply.StatusCode is HttpStatusCode.NotFound || code == "Not Found" => new SourceAnswer.UnknownSymbol($"does not know {symbol}"),
                // 400 and 422 complain about the range: there is a symbol and no data in it.
                { Error: not null } when (int)reply.StatusCode is 400 or 422 => new SourceAnswer.UnknownSymbol($"has no daily prices of {symbol}"),
                _ => new SourceAnswer.Unavailable(OutageReason.BadShape),
            };
        }
        catch (JsonException)
        {
            // "Will be right back" is an HTML page with status 200: all of Yahoo is away then, not only this symbol.
            return new SourceAnswer.Unavailable(text.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'<', ..] ? OutageReason.ServerError : OutageReason.BadShape);
        }
    }

    /// <summary>Yahoo's own spelling: <c>600519.SS</c> for Shanghai, <c>BRK-B</c> for a share class.</summary>
    public static string Spelling(Symbol symbol) => symbol switch
    {
        { Market: Market.CN } when symbol.Value.EndsWith(".SH", StringComparison.Ordinal) => $"{symbol.Code}.SS",
        { Market: Market.US } => symbol.Value.Replace('.', '-'),
        _ => symbol.Value,
    };

    [LoggerMessage(LogLevel.Information, "Yahoo could not be asked for {Symbol}")]
    private partial void LogFailure(Symbol symbol, Exception exception);
}
