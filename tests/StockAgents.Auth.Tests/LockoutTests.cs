using System.Net;
using StockAgents.Auth.Limits;
using StockAgents.Contracts.Auth;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class LockoutTests(PostgresServer postgres)
{
    private static Task<HttpResponseMessage> GuessAsync(AuthServer auth, string email, string password = "wrong password") =>
        auth.PostAsync("/api/auth/login", new LoginRequest(email, password));

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_many_guesses_at_once_only_the_allowed_number_is_tried(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres, ("Auth:AttemptsPerAddress", "1000"));
        await auth.RegisterAsync();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => GuessAsync(auth, i % 2 == 0 ? "ann@example.org" : " ANN@example.org")));
        Assert.Equal(5, guesses.Count(reply => reply.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(25, guesses.Count(reply => reply.StatusCode == HttpStatusCode.TooManyRequests));

        using var right = await GuessAsync(auth, "ann@example.org", "correct horse");
        await right.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "RATE_LIMIT_ERROR");
        Assert.Equal(TimeSpan.FromMinutes(15), right.Headers.RetryAfter?.Delta);
        auth.Clock.Advance(TimeSpan.FromMinutes(15));
        using var later = await GuessAsync(auth, "ann@example.org", "correct horse");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_is_locked_just_the_same()
    {
        await using var auth = new AuthServer();
        await auth.RegisterAsync();
        async Task<List<string>> AnswersAsync(string email)
        {
            var answers = new List<string>();
            for (var i = 0; i < 7; i++)
            {
                using var reply = await GuessAsync(auth, email);
                var body = await reply.Content.ReadFromJsonElementAsync();
                answers.Add($"{reply.StatusCode} {body.GetProperty("detail")} {reply.Headers.RetryAfter}");
            }
            return answers;
        }
        Assert.Equal(await AnswersAsync("ann@example.org"), await AnswersAsync("nobody@example.org"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_address_that_tries_many_accounts_is_locked_without_locking_them(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres, ("Auth:AttemptsPerAddress", "10"));
        for (var i = 0; i < 10; i++)
        {
            using var reply = await GuessAsync(auth, $"user{i}@example.org");
            Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        }
        using var locked = await GuessAsync(auth, "ann@example.org");
        await locked.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "RATE_LIMIT_ERROR");
    }

    [Fact]
    public async Task Right_passwords_are_not_counted()
    {
        await using var auth = new AuthServer(postgres: null, ("Auth:AttemptsPerAddress", "3"));
        await auth.RegisterAsync();
        for (var i = 0; i < 8; i++)
            await auth.LoginAsync();
        using var wrong = await GuessAsync(auth, "ann@example.org");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task An_address_has_a_share_of_requests()
    {
        await using var auth = new AuthServer(postgres: null, ("Auth:RequestsPerMinute", "3"));
        for (var i = 0; i < 3; i++)
        {
            using var reply = await auth.PostAsync("/api/auth/refresh", new RefreshRequest("unknown"));
            Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        }
        using var fourth = await auth.PostAsync("/api/auth/refresh", new RefreshRequest("unknown"));
        await fourth.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "RATE_LIMIT_ERROR");
        Assert.NotNull(fourth.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Addresses_are_counted_as_subscribers_have_them(string address, string counted) =>
        Assert.Equal(counted, ClientAddress.Text(IPAddress.Parse(address)));
}
