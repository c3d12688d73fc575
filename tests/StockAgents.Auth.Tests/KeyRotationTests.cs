using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StockAgents.Auth.Data;
using StockAgents.Contracts.Auth;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class KeyRotationTests(PostgresServer postgres)
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_rotation_refuses_nobody(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres, ("Auth:SigningKeyDays", "1"));
        await auth.RegisterAsync();
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock);
        var alive = new Queue<(string Token, DateTimeOffset Until)>();
        var kids = new HashSet<string>(StringComparer.Ordinal);
        // Across the change of keys a day after the first one, minute by minute.
        await auth.LoginAsync();
        auth.Clock.Advance(TimeSpan.FromHours(23.8));
        for (var minute = 0; minute < 60; minute++)
        {
            var (access, _) = await auth.LoginAsync();
            kids.Add(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(access).Kid);
            alive.Enqueue((access, auth.Clock.GetUtcNow().AddMinutes(15)));
            while (alive.Peek().Until <= auth.Clock.GetUtcNow())
                alive.Dequeue();
            foreach (var (token, _) in new[] { alive.Peek(), alive.Last() })
            {
                using var here = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", token);
                using var there = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {token}"));
                Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (here.StatusCode, there.StatusCode));
            }
            auth.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(2, kids.Count);
    }

    [Fact]
    public async Task Replicas_share_their_keys()
    {
        var database = await postgres.CreateDatabaseAsync(AuthServer.Cancel);
        await using var one = new AuthServer(database);
        await using var two = new AuthServer(database);
        // Both migrate the empty database and make the first key at once.
        var sets = await Task.WhenAll(one.SendAsync(HttpMethod.Get, "/.well-known/jwks.json"), two.SendAsync(HttpMethod.Get, "/.well-known/jwks.json"));
        var keys = await Task.WhenAll(sets.Select(reply => reply.ReadAsync<PublicKeySet>()));
        Assert.Equal(Assert.Single(keys[0].Keys).Kid, Assert.Single(keys[1].Keys).Kid);

        var (access, refresh) = await one.SignUpAsync();
        using var me = await two.SendAsync(HttpMethod.Get, "/api/auth/me", access);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        using var refreshed = await two.PostAsync("/api/auth/refresh", new RefreshRequest(refresh));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task Known_keys_go_on_while_auth_is_away()
    {
        await using var auth = new AuthServer();
        var (access, _) = await auth.SignUpAsync();
        var network = new Wire();
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock, network: network);
        network.Cut = true;
        using (var unknown = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {access}")))
            await unknown.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "EXTERNAL_SERVICE_ERROR");

        network.Cut = false;
        auth.Clock.Advance(TimeSpan.FromSeconds(31));
        using (var known = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {access}")))
            Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        network.Cut = true;
        auth.Clock.Advance(TimeSpan.FromMinutes(10));
        using var still = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {access}"));
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_are_no_load_on_auth()
    {
        await using var auth = new AuthServer();
        await auth.SignUpAsync();
        var network = new Wire();
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock, network: network);
        using var foreign = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        async Task SendAsync(int i)
        {
            var token = ForgedTokens.Es256(foreign, ForgedTokens.GoodHeader($"kid-{i}"), ForgedTokens.GoodClaims(auth.Clock.GetUtcNow()));
            using var reply = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {token}"));
            Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        }
        await Task.WhenAll(Enumerable.Range(0, 100).Select(SendAsync));
        Assert.Equal(1, network.Calls);
        auth.Clock.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAll(Enumerable.Range(100, 100).Select(SendAsync));
        Assert.Equal(2, network.Calls);
    }

    [Fact]
    public async Task The_metadata_leads_to_the_keys()
    {
        await using var auth = new AuthServer();
        using var reply = await auth.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration");
        var metadata = await reply.ReadAsync<IssuerMetadata>();
        Assert.Equal("stockagents", metadata.Issuer);
        using var byMetadata = await auth.SendAsync(HttpMethod.Get, metadata.JwksUri);
        using var byApi = await auth.SendAsync(HttpMethod.Get, "/api/auth/.well-known/jwks.json");
        var text = await byMetadata.Content.ReadAsStringAsync(AuthServer.Cancel);
        Assert.Equal(text, await byApi.Content.ReadAsStringAsync(AuthServer.Cancel));
        Assert.DoesNotContain("\"d\"", text, StringComparison.Ordinal);
        await using var scope = auth.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<AuthDb>().SigningKeys.SingleAsync(AuthServer.Cancel);
        Assert.Contains(row.Kid, text, StringComparison.Ordinal);
    }

    /// <summary>The way to auth, which counts and can be cut.</summary>
    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int calls;
        public bool Cut { get; set; }
        public int Calls => calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref calls);
            return Cut ? Task.FromException<HttpResponseMessage>(new HttpRequestException("cut")) : base.SendAsync(request, cancellationToken);
        }
    }
}
