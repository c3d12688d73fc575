using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StockAgents.Contracts.Auth;

namespace StockAgents.ServiceDefaults.Identity.ApiKeys;

/// <summary>
/// Access tokens that API keys were exchanged for, kept until a minute before they expire; refusals for ten seconds. Auth is
/// asked once however many requests wait for the same key, and the keys themselves are not kept, only their hashes.
/// </summary>
internal sealed class ApiKeyTokens(IServiceProvider services, TimeProvider time)
{
    internal const int Capacity = 10_000;
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusalLife = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Task<Exchanged>> exchanges = new(StringComparer.Ordinal);

    /// <summary>The token for a key, or null when auth refuses the key.</summary>
    public async Task<string?> ExchangeAsync(string apiKey, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));
        if (!exchanges.TryGetValue(id, out var exchange) || !IsFresh(exchange))
        {
            if (exchanges.Count >= Capacity)
                Trim();
            // Two first requests may both ask; the one that loses the race costs a call and nothing else.
            var asked = AskAsync(apiKey);
            exchange = exchanges.AddOrUpdate(id, asked, (_, other) => IsFresh(other) ? other : asked);
        }
        return (await exchange.WaitAsync(cancellationToken)).Token;
    }

    private async Task<Exchanged> AskAsync(string apiKey)
    {
        // Others may wait for this answer, so no single caller's departure ends it; the client has its own time limit.
        var reply = await services.GetRequiredService<IAuthApi>().ExchangeApiKeyAsync(new ApiKeyExchangeRequest(apiKey), CancellationToken.None);
        return reply is { Active: true, Token: { } token }
            ? new Exchanged(token.AccessToken, time.GetUtcNow() + TimeSpan.FromSeconds(token.ExpiresIn) - Spare)
            : new Exchanged(Token: null, time.GetUtcNow() + RefusalLife);
    }

    private bool IsFresh(Task<Exchanged> exchange) =>
        !exchange.IsCompleted || (exchange.IsCompletedSuccessfully && time.GetUtcNow() < exchange.Result.Until);

    private void Trim()
    {
        foreach (var (id, exchange) in exchanges)
        {
            if (!IsFresh(exchange))
                exchanges.TryRemove(id, out _);
        }
        // All alive: someone sends a great many keys. Starting anew costs one exchange a key.
        if (exchanges.Count >= Capacity)
            exchanges.Clear();
    }

    private sealed record Exchanged(string? Token, DateTimeOffset Until);
}
