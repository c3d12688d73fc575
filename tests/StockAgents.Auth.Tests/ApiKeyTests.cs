using System.Net;
using System.Text.Json;
using StockAgents.Contracts.Auth;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class ApiKeyTests(PostgresServer postgres)
{
    private static async Task<ApiKeyCreated> CreateAsync(AuthServer auth, string access, int? days = null)
    {
        using var reply = await auth.PostAsync("/api/auth/api-keys", new CreateApiKeyRequest("nightly run", days), access);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        return await reply.ReadAsync<ApiKeyCreated>();
    }

    private static async Task<ApiKeyExchange> ExchangeAsync(AuthServer auth, string? key)
    {
        using var reply = await auth.PostAsync("/api/auth/api-keys/exchange", new ApiKeyExchangeRequest(key));
        return await reply.ReadAsync<ApiKeyExchange>();
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_key_stands_for_its_owner_until_it_is_deleted(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (access, _) = await auth.SignUpAsync();
        var created = await CreateAsync(auth, access);
        Assert.StartsWith(created.ApiKey.Prefix, created.Key, StringComparison.Ordinal);

        var token = (await ExchangeAsync(auth, created.Key)).Token!;
        Assert.Equal(300, token.ExpiresIn);
        using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", token.AccessToken);
        Assert.Equal("ann@example.org", (await me.ReadAsync<UserProfile>()).Email);
        using var list = await auth.SendAsync(HttpMethod.Get, "/api/auth/api-keys", access);
        var text = await list.Content.ReadAsStringAsync(AuthServer.Cancel);
        Assert.DoesNotContain(created.Key, text, StringComparison.Ordinal);
        var listed = Assert.Single(await list.ReadAsync<List<ApiKeySummary>>());
        Assert.Equal(auth.Clock.GetUtcNow().ToUnixTimeSeconds(), listed.LastUsedAt?.ToUnixTimeSeconds());

        using var deleted = await auth.SendAsync(HttpMethod.Delete, $"/api/auth/api-keys/{listed.Id}", access);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False((await ExchangeAsync(auth, created.Key)).Active);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sak_")]
    [InlineData("sak_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task An_unknown_key_stands_for_nobody(string? key)
    {
        await using var auth = new AuthServer();
        Assert.False((await ExchangeAsync(auth, key)).Active);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_key_expires(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (access, _) = await auth.SignUpAsync();
        var created = await CreateAsync(auth, access, days: 1);
        auth.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.True((await ExchangeAsync(auth, created.Key)).Active);
        auth.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await ExchangeAsync(auth, created.Key)).Active);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Nobody_sees_or_deletes_the_keys_of_another(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (ann, _) = await auth.SignUpAsync();
        var (bob, _) = await auth.SignUpAsync("bob@example.org");
        var created = await CreateAsync(auth, ann);
        using var list = await auth.SendAsync(HttpMethod.Get, "/api/auth/api-keys", bob);
        Assert.Empty(await list.ReadAsync<List<ApiKeySummary>>());
        using var delete = await auth.SendAsync(HttpMethod.Delete, $"/api/auth/api-keys/{created.ApiKey.Id}", bob);
        await delete.ShouldBeProblemAsync(HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.True((await ExchangeAsync(auth, created.Key)).Active);
    }

    [Theory]
    [InlineData("X-API-Key", "")]
    [InlineData("Authorization", "Bearer ")]
    public async Task At_the_edge_a_key_becomes_its_owners_token(string header, string before)
    {
        await using var auth = new AuthServer();
        var (access, _) = await auth.SignUpAsync();
        var created = await CreateAsync(auth, access);
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock);

        using var whoami = await edge.GetAsync("/whoami", (header, before + created.Key));
        Assert.Equal("2", await whoami.Content.ReadAsStringAsync(AuthServer.Cancel));
        using var headers = await edge.GetAsync("/headers", (header, before + created.Key));
        Assert.DoesNotContain(created.Key, await headers.Content.ReadAsStringAsync(AuthServer.Cancel), StringComparison.Ordinal);

        // What the edge keeps of a deleted key dies with the token it was exchanged for.
        using var deleted = await auth.SendAsync(HttpMethod.Delete, $"/api/auth/api-keys/{created.ApiKey.Id}", access);
        auth.Clock.Advance(TimeSpan.FromMinutes(5));
        using var refused = await edge.GetAsync("/whoami", (header, before + created.Key));
        await refused.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
        Assert.Equal("ApiKey", refused.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_key_that_cannot_be_judged_is_not_called_wrong()
    {
        await using var edge = await EdgeServer.StartAsync();
        using var reply = await edge.GetAsync("/whoami", ("X-API-Key", "sak_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        await reply.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "EXTERNAL_SERVICE_ERROR");
    }

    [Theory]
    [InlineData("", null, "name")]
    [InlineData("ci", 0, "expires_in_days")]
    [InlineData("ci", 3651, "expires_in_days")]
    public async Task A_bad_field_of_a_key_is_named(string name, int? days, string field)
    {
        await using var auth = new AuthServer();
        var (access, _) = await auth.SignUpAsync();
        using var reply = await auth.PostAsync("/api/auth/api-keys", new CreateApiKeyRequest(name, days), access);
        JsonElement problem = await reply.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR");
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }
}
