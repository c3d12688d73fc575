using System.Net;
using System.Net.Http.Json;
using System.Text;
using StockAgents.Contracts.Auth;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class RegistrationTests(PostgresServer postgres)
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_registered_user_is_signed_in_at_once(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        using var reply = await auth.PostAsync("/api/auth/register", new RegisterRequest(" Ann@Example.org ", "correct horse", "Ann"));

        var profile = await reply.ReadAsync<UserProfile>();
        Assert.Equal("ann@example.org", profile.Email);
        Assert.Equal("Ann", profile.DisplayName);
        Assert.False(profile.EmailVerified);
        Assert.Equal(auth.Clock.GetUtcNow(), profile.CreatedAt);
        Assert.NotEmpty(reply.RefreshCookie()!);
        using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", reply.Headers.GetValues("X-Access-Token").Single());
        Assert.Equal(profile.Id, (await me.ReadAsync<UserProfile>()).Id);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task One_address_is_registered_once_however_many_try_together(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var spellings = new[] { "ann@example.org", "ANN@example.org", " ann@EXAMPLE.org", "Ann@Example.Org" };
        var replies = await Task.WhenAll(spellings.Select(email => auth.PostAsync("/api/auth/register", new RegisterRequest(email, "correct horse"))));

        Assert.Single(replies, reply => reply.IsSuccessStatusCode);
        foreach (var refused in replies.Where(reply => !reply.IsSuccessStatusCode))
            await refused.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "RESOURCE_EXISTS");
    }

    [Theory]
    [InlineData("", "correct horse", null, "email")]
    [InlineData("no-at-sign", "correct horse", null, "email")]
    [InlineData("ann@localhost", "correct horse", null, "email")]
    [InlineData("ann@example.org\r\nBcc: all@example.org", "correct horse", null, "email")]
    [InlineData("Ann <ann@example.org>", "correct horse", null, "email")]
    [InlineData("ann@example.org", "short", null, "password")]
    [InlineData("ann@example.org", null, null, "password")]
    [InlineData("ann@example.org", "Ann@Example.org", null, "password")]
    [InlineData("ann@example.org", "correct horse", "a\u0000b", "display_name")]
    public async Task A_bad_field_is_named_with_a_sentence(string? email, string? password, string? name, string field)
    {
        await using var auth = new AuthServer();
        using var reply = await auth.PostAsync("/api/auth/register", new RegisterRequest(email, password, name));

        var problem = await reply.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR");
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        Assert.EndsWith(".", error.Value[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(254 + 1, 20, 10)]
    [InlineData(20, 129, 10)]
    [InlineData(20, 20, 81)]
    public async Task Fields_have_an_upper_bound(int email, int password, int name)
    {
        await using var auth = new AuthServer();
        var request = new RegisterRequest("@example.org".PadLeft(email, 'a'), new string('p', password), new string('n', name));
        using var reply = await auth.PostAsync("/api/auth/register", request);
        await reply.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR");
    }

    [Theory]
    [InlineData("/api/auth/register", "{\"email\":")]
    [InlineData("/api/auth/login", "[]")]
    [InlineData("/api/auth/refresh", "\"text\"")]
    [InlineData("/api/auth/login", "{\"email\":1,\"password\":true}")]
    public async Task A_body_that_is_no_request_is_the_callers_mistake(string path, string body)
    {
        await using var auth = new AuthServer(postgres: null, ("environment", "Production"));
        using var reply = await auth.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), AuthServer.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Fact]
    public async Task The_local_user_can_neither_be_registered_nor_signed_in()
    {
        await using var auth = new AuthServer();
        using var register = await auth.PostAsync("/api/auth/register", new RegisterRequest("local@localhost", "correct horse"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, register.StatusCode);
        using var login = await auth.PostAsync("/api/auth/login", new LoginRequest("local@localhost", "correct horse"));
        await login.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_user_changes_the_own_profile(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        var (access, _) = await auth.SignUpAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/auth/me?avatar_url=https://example.org/a.png")
        {
            Headers = { { "Authorization", $"Bearer {access}" } },
            Content = JsonContent.Create(new { display_name = "Ann B." }),
        };
        using var reply = await auth.Http.SendAsync(request, AuthServer.Cancel);
        var profile = await reply.ReadAsync<UserProfile>();
        Assert.Equal(("Ann B.", "https://example.org/a.png"), (profile.DisplayName, profile.AvatarUrl));

        using var script = await auth.SendAsync(HttpMethod.Put, "/api/auth/me?avatar_url=javascript:alert(1)", access);
        await script.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR");
    }
}
