using Refit;

namespace StockAgents.Contracts.Auth;

/// <summary>
/// What other services need of auth: an in-process class in Standalone, a Refit client elsewhere. An exception here is an outage.
/// </summary>
public interface IAuthApi
{
    /// <summary>The public keys that verify access tokens now, the next signing key included.</summary>
    [Get("/api/auth/.well-known/jwks.json")]
    Task<PublicKeySet> GetKeysAsync(CancellationToken cancellationToken);

    /// <summary>Turns an API key (<c>sak_...</c>) into an access token of a few minutes for its owner.</summary>
    [Post("/api/auth/api-keys/exchange")]
    Task<ApiKeyExchange> ExchangeApiKeyAsync([Body] ApiKeyExchangeRequest request, CancellationToken cancellationToken);
}
