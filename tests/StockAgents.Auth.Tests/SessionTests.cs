using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StockAgents.Auth.Data;
using StockAgents.Auth.Limits;
using StockAgents.Contracts.Auth;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class SessionTests(PostgresServer postgres)
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_refresh_replaces_the_token_and_keeps_the_session(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (_, refresh) = await auth.SignUpAsync();
        for (var round = 0; round < 3; round++)
        {
            auth.Clock.Advance(TimeSpan.FromDays(6));
            using var reply = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(), cookie: refresh);
            var token = await reply.ReadAsync<TokenReply>();
            Assert.Equal(900, token.ExpiresIn);
            Assert.Null(token.RefreshToken);
            Assert.NotEqual(refresh, reply.RefreshCookie());
            refresh = reply.RefreshCookie()!;
            using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", token.AccessToken);
            Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        }
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_token_used_again_ends_the_whole_session_and_no_other(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (_, first) = await auth.SignUpAsync();
        var (_, elsewhere) = await auth.LoginAsync();
        using var rotated = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(first));
        var second = (await rotated.ReadAsync<TokenReply>()).RefreshToken!;

        using var reused = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(first));
        await reused.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
        using var successor = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(second));
        await successor.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
        using var other = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(elsewhere));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_many_refreshes_with_one_token_exactly_one_succeeds(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (_, refresh) = await auth.SignUpAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => auth.PostAsync("/api/auth/refresh", new RefreshRequest(refresh))));

        Assert.Single(replies, reply => reply.StatusCode == HttpStatusCode.OK);
        Assert.Equal(11, replies.Count(reply => reply.StatusCode == HttpStatusCode.Unauthorized));
        await using var scope = auth.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
        var used = await db.RefreshTokens.SingleAsync(token => token.Hash == Secrets.Hash(refresh), AuthServer.Cancel);
        Assert.Equal(2, await db.RefreshTokens.CountAsync(token => token.SessionId == used.SessionId, AuthServer.Cancel));
    }

    [Fact]
    public void Only_an_overlapping_use_counts_as_concurrent()
    {
        var inFlight = new Sessions.RotationsInFlight();
        using (var first = inFlight.Enter("a"))
        using (var second = inFlight.Enter("a"))
        using (var other = inFlight.Enter("b"))
            Assert.Equal((false, true, false), (first.Shared, second.Shared, other.Shared));
        using var later = inFlight.Enter("a");
        Assert.False(later.Shared);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Logout_ends_the_session_and_clears_the_cookie(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (_, refresh) = await auth.SignUpAsync();
        using var logout = await auth.PostAsync("/api/auth/logout", new RefreshRequest(), cookie: refresh);
        Assert.NotEmpty((await logout.ReadAsync<MessageReply>()).Message);
        Assert.Equal("", logout.RefreshCookie());
        using var reply = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(refresh));
        await reply.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task An_unused_session_ends_after_a_week()
    {
        await using var auth = new AuthServer();
        var (_, refresh) = await auth.SignUpAsync();
        auth.Clock.Advance(TimeSpan.FromDays(7));
        using var reply = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(), cookie: refresh);
        await reply.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_disabled_user_can_do_nothing(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (access, refresh) = await auth.SignUpAsync();
        await using (var scope = auth.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AuthDb>().Users.Where(user => user.Email == "ann@example.org")
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.Disabled, true), AuthServer.Cancel);

        using var refreshed = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(refresh));
        await refreshed.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "AUTHORIZATION_ERROR");
        using var login = await auth.PostAsync("/api/auth/login", new LoginRequest("ann@example.org", "correct horse"));
        await login.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "AUTHORIZATION_ERROR");
        using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", access);
        await me.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "AUTHORIZATION_ERROR");
        using var key = await auth.PostAsync("/api/auth/api-keys", new CreateApiKeyRequest("ci"), access);
        await key.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "AUTHORIZATION_ERROR");
    }

    [Theory, InlineData("development", false), InlineData("production", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites(string env, bool secure)
    {
        await using var auth = new AuthServer(postgres: null, ("ENV", env));
        await auth.RegisterAsync();
        using var reply = await auth.PostAsync("/api/auth/login", new LoginRequest("ann@example.org", "correct horse"));
        var attributes = reply.SetCookie()!.Split("; ");
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/api/auth", attributes);
        Assert.Contains("max-age=604800", attributes);
        Assert.Equal(secure, attributes.Contains("secure"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Housekeeping_forgets_what_expired_and_nothing_else(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        await auth.SignUpAsync();
        auth.Clock.Advance(TimeSpan.FromDays(8));
        var (_, alive) = await auth.LoginAsync();
        await auth.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Housekeeping>().Single().CleanAsync(AuthServer.Cancel);

        await using var scope = auth.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
        Assert.Equal(Secrets.Hash(alive), (await db.RefreshTokens.SingleAsync(AuthServer.Cancel)).Hash);
        Assert.Equal(1, await db.Sessions.CountAsync(AuthServer.Cancel));
    }
}
