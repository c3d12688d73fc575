using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Refit;
using StockAgents.Contracts.Auth;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.Tokens;
using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Admin;

/// <summary>The module with its API and, unless left out, a worker, over Kestrel: on SQLite with the embedded queue, or on PostgreSQL with Redis.</summary>
internal sealed class AgentsHost : IAsyncDisposable
{
    private const string Secret = "a secret of these tests, long enough";
    public const string ApiKey = "an operator's key";

    private readonly WebApplication _app;
    private readonly string _folder;

    private AgentsHost(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AgentsHost> StartAsync(
        GatedMarket market, (string Postgres, RedisServer Redis)? servers = null, bool worker = true, string? file = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("stockagents-admin-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["JWT_SECRET_KEY"] = Secret,
            ["API_KEY_ENABLED"] = "true",
            ["API_KEY"] = ApiKey,
            ["Worker:Name"] = "worker-1",
            ["Worker:DrainSeconds"] = "0", // What a gate still holds is handed back.
            ["DATABASE_URL"] = $"sqlite:///{file ?? Path.Combine(folder, "trading.db")}",
        });
        if (servers is var (postgres, redis))
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:trading"] = postgres, ["ConnectionStrings:redis"] = redis.ConnectionString });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddPlatformAuthentication();
        // No API key of a user is exchanged here, so auth is never asked.
        builder.Services.AddSingleton(RestService.For<IAuthApi>("http://127.0.0.1:1"));
        builder.Services.AddSingleton<IMarketDataApi>(market);
        if (servers is null)
            builder.AddEmbeddedDelivery();
        else
            builder.AddRedisDelivery();
        builder.AddAgents();
        if (worker)
            builder.AddAnalysisWorker();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapServiceDefaults();
        app.MapAgents();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AgentsHost(app, folder);
    }

    public async Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, int? user = null, object? body = null, string? apiKey = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (user is { } id)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(id));
        if (apiKey is not null)
            request.Headers.Add("X-API-Key", apiKey);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: ContractJson.Options);
        var cancel = TestContext.Current.CancellationToken;
        using var reply = await Client.SendAsync(request, cancel);
        var text = await reply.Content.ReadAsStringAsync(cancel);
        return ((int)reply.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), reply.Headers);
    }

    public Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> AdminAsync(HttpMethod method, string path) =>
        SendAsync(method, path, apiKey: ApiKey);

    /// <summary>Submits and returns the task's id.</summary>
    public async Task<string> SubmitAsync(string symbol, int user, string level = "L1")
    {
        var (status, body, _) = await SendAsync(HttpMethod.Post, $"/api/analyze/{symbol}", user, new { analysis_level = level });
        Assert.True(status == 202, $"{status} {body}");
        return body.GetProperty("task_id").GetString()!;
    }

    /// <summary>Follows a run to its last event and returns the stream's text.</summary>
    public async Task<string> FollowAsync(string taskId, int user, int after = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/analyze/stream/{taskId}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(user));
        if (after > 0)
            request.Headers.Add("Last-Event-ID", after.ToString());
        using var reply = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks until an answer is as expected; the test's own time limit ends it otherwise.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> expected)
    {
        while (true)
        {
            var answer = await ask();
            if (expected(answer))
                return answer;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string TokenOf(int user)
    {
        var key = SharedSecretKeys.From(new IdentitySettings { JwtSecretKey = Secret })!.Key;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = JsonSerializer.Serialize(new { alg = "HS256", typ = AccessTokenClaims.TokenType, kid = key.KeyId });
        var claims = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [AccessTokenClaims.Subject] = user.ToString(),
            ["iss"] = AccessTokenClaims.Issuer,
            ["aud"] = AccessTokenClaims.Audience,
            [AccessTokenClaims.Type] = AccessTokenClaims.Access,
            ["jti"] = "1",
            ["iat"] = now,
            ["nbf"] = now - 5,
            ["exp"] = now + 900,
        });
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(claims)}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(signed)))}";
    }
}
