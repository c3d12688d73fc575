using System.Net;

namespace StockAgents.Auth.Tests;

public sealed class LocalUserTests
{
    private const string Ours = "http://localhost:3000";

    [Theory]
    [InlineData("")]
    [InlineData("Host=localhost:8000")]
    [InlineData("Host=[::1]:8000")]
    [InlineData("Origin=" + Ours)]
    [InlineData("Host=localhost:8000;Origin=http://localhost:8000;Sec-Fetch-Site=same-origin")]
    [InlineData("Host=localhost:8000;Origin=http://127.0.0.1:3000;Sec-Fetch-Site=cross-site")]
    [InlineData("Sec-Fetch-Site=none")]
    public async Task The_person_at_the_machine_is_signed_in(string headers)
    {
        await using var edge = await EdgeServer.StartAsync(localUser: true);
        using var reply = await edge.SendAsync(HttpMethod.Post, "/whoami", Parse(headers));
        Assert.Equal("1", await reply.Content.ReadAsStringAsync(AuthServer.Cancel));
    }

    [Theory]
    [InlineData("Host=rebound.example.org")]
    [InlineData("Host=localhost.example.org")]
    [InlineData("Host=rebound.example.org;Origin=http://rebound.example.org")]
    [InlineData("Origin=http://evil.example.org")]
    [InlineData("Origin=null")]
    [InlineData("Origin=http://localhost:3000.evil.example.org")]
    [InlineData("Origin=http://localhost:9999")]
    [InlineData("Sec-Fetch-Site=cross-site")]
    [InlineData("Sec-Fetch-Site=same-site")]
    [InlineData("X-Forwarded-For=203.0.113.9")]
    [InlineData("Via=1.1 proxy")]
    [InlineData("Authorization=Bearer nonsense")]
    [InlineData("Authorization=")]
    [InlineData("X-API-Key=nonsense")]
    public async Task Nobody_else_is(string headers)
    {
        await using var edge = await EdgeServer.StartAsync(localUser: true);
        using var reply = await edge.SendAsync(HttpMethod.Post, "/whoami", Parse(headers));
        // A token is judged by auth, which this test leaves out: "can't say" is not "signed in" either.
        Assert.Contains(reply.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable });
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "false", true)]
    [InlineData("http://127.0.0.1:0", "true", true)]
    [InlineData("http://127.0.0.1:0", "false", false)]
    public async Task There_is_no_local_user_on_a_shared_installation(string listen, string keyEnabled, bool localUser)
    {
        await using var edge = await EdgeServer.StartAsync(localUser: localUser, listen: listen, settings: [("API_KEY_ENABLED", keyEnabled), ("API_KEY", "operators")]);
        using var reply = await edge.GetAsync("/whoami");
        await reply.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("true", "", HttpStatusCode.Unauthorized)]
    [InlineData("true", "X-API-Key=wrong", HttpStatusCode.Unauthorized)]
    [InlineData("true", "X-API-Key=operator", HttpStatusCode.Unauthorized)]
    [InlineData("true", "X-API-Key=operators", HttpStatusCode.OK)]
    [InlineData("false", "", HttpStatusCode.OK)]
    [InlineData("false", "Origin=http://evil.example.org", HttpStatusCode.OK)]
    public async Task Operators_come_in_by_key_while_the_guard_is_on(string enabled, string headers, HttpStatusCode expected)
    {
        await using var edge = await EdgeServer.StartAsync(settings: [("API_KEY_ENABLED", enabled), ("API_KEY", "operators")]);
        using var reply = await edge.GetAsync("/admin", Parse(headers));
        Assert.Equal(expected, reply.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
        {
            await reply.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
            Assert.Equal("ApiKey", reply.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("Origin=" + Ours, HttpStatusCode.OK)]
    [InlineData("Origin=http://evil.example.org", HttpStatusCode.Unauthorized)]
    [InlineData("Host=rebound.example.org", HttpStatusCode.Unauthorized)]
    [InlineData("Sec-Fetch-Site=cross-site", HttpStatusCode.Unauthorized)]
    public async Task On_a_personal_machine_web_pages_are_no_operators(string headers, HttpStatusCode expected)
    {
        await using var edge = await EdgeServer.StartAsync(localUser: true);
        using var reply = await edge.GetAsync("/admin", Parse(headers));
        Assert.Equal(expected, reply.StatusCode);
    }

    private static (string, string)[] Parse(string headers) =>
        [.. headers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))];
}
