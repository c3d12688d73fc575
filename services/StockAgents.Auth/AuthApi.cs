using StockAgents.Auth.ApiKeys;
using StockAgents.Auth.Data;
using StockAgents.Auth.Keys;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Auth;

/// <summary>Auth as the other modules of the same process see it.</summary>
internal sealed class AuthApi(IServiceScopeFactory scopes, PublishedKeys keys, SchemaMigration<AuthDb> migration, TimeProvider time) : IAuthApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<PublicKeySet> GetKeysAsync(CancellationToken cancellationToken) => keys.GetAsync(cancellationToken);

    public async Task<ApiKeyExchange> ExchangeApiKeyAsync(ApiKeyExchangeRequest request, CancellationToken cancellationToken)
    {
        await migration.Done.WaitAsync(Patience, time, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiKeyExchanger>().ExchangeAsync(request.ApiKey, cancellationToken);
    }
}
