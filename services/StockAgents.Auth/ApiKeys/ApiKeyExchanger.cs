using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StockAgents.Auth.Data;
using StockAgents.Auth.Keys;
using StockAgents.Auth.Users;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity.ApiKeys;

namespace StockAgents.Auth.ApiKeys;

/// <summary>Access tokens for the owners of API keys.</summary>
internal sealed class ApiKeyExchanger(AuthDb db, AccessTokens tokens, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>"Last used" is for people: to the minute, so that a busy key is not a busy row.</summary>
    private static readonly TimeSpan UseGranularity = TimeSpan.FromMinutes(1);

    public async Task<ApiKeyExchange> ExchangeAsync(string? apiKey, CancellationToken cancellationToken)
    {
        if (apiKey is not { Length: <= 100 } || !apiKey.StartsWith(ApiKeyExchangeMiddleware.KeyPrefix, StringComparison.Ordinal))
            return ApiKeyExchange.Refused;

        var hash = Secrets.Hash(apiKey);
        var now = time.GetUtcNow();
        var owner = await OwnerOf(hash, now).SingleOrDefaultAsync(cancellationToken);
        if (owner is null)
            return ApiKeyExchange.Refused;

        var recently = now - UseGranularity;
        await db.ApiKeys.Where(key => key.Hash == hash && (key.LastUsedAt == null || key.LastUsedAt < recently))
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancellationToken);
        var life = TimeSpan.FromMinutes(options.Value.ApiKeyTokenMinutes);
        return new ApiKeyExchange(Active: true, await tokens.IssueAsync(owner, life, cancellationToken));
    }

    private IQueryable<User> OwnerOf(string hash, DateTimeOffset now) =>
        db.ApiKeys.AsNoTracking()
            .Where(key => key.Hash == hash && (key.ExpiresAt == null || key.ExpiresAt > now))
            .Join(db.Users.AsNoTracking().Where(user => !user.Disabled), key => key.UserId, user => user.Id, (_, user) => user);
}
