using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StockAgents.Contracts.Auth;
using StockAgents.Contracts.Json;
using StockAgents.TestKit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace StockAgents.Auth.Tests;

public enum Store
{
    Sqlite,
    Postgres,
}

/// <summary>The auth service as it runs, over Kestrel, with a database and a clock of its own.</summary>
internal sealed class AuthServer : WebApplicationFactory<AuthOptions>
{
    private readonly Dictionary<string, string> settings;
    private readonly string folder = Directory.CreateTempSubdirectory("stockagents-auth-").FullName;

    public AuthServer(string? postgres = null, params (string Key, string Value)[] settings)
    {
        this.settings = settings.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        this.settings["Auth:PasswordIterations"] = "100000";
        this.settings.TryAdd("Auth:RequestsPerMinute", "100000");
        if (postgres is not null)
            this.settings["ConnectionStrings:trading"] = postgres;
        else
            this.settings["DATABASE_URL"] = $"sqlite:///{DatabaseFile}";
        UseKestrel(0);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    public ConcurrentQueue<string> Logs { get; } = new();
    public string DatabaseFile => Path.Combine(folder, "trading.db");
    public HttpClient Http => field ??= Connect();
    public Uri Address => Http.BaseAddress!;

    public static async Task<AuthServer> OnAsync(Store store, PostgresServer postgres, params (string Key, string Value)[] settings) =>
        new(store == Store.Postgres ? await postgres.CreateDatabaseAsync(Cancel) : null, settings);

    public Task<HttpResponseMessage> PostAsync(string path, object body, string? bearer = null, string? cookie = null)
    {
        var request = Request(HttpMethod.Post, path, bearer);
        request.Content = JsonContent.Create(body, options: ContractJson.Options);
        if (cookie is not null)
            request.Headers.Add("Cookie", $"refresh_token={cookie}");
        return Http.SendAsync(request, Cancel);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null) =>
        Http.SendAsync(Request(method, path, bearer), Cancel);

    public async Task<UserProfile> RegisterAsync(string email = "ann@example.org", string password = "correct horse")
    {
        using var reply = await PostAsync("/api/auth/register", new RegisterRequest(email, password));
        return await reply.ReadAsync<UserProfile>();
    }

    public async Task<(string Access, string Refresh)> LoginAsync(string email = "ann@example.org", string password = "correct horse")
    {
        using var reply = await PostAsync("/api/auth/login", new LoginRequest(email, password));
        return ((await reply.ReadAsync<TokenReply>()).AccessToken, reply.RefreshCookie()!);
    }

    public async Task<(string Access, string Refresh)> SignUpAsync(string email = "ann@example.org")
    {
        await RegisterAsync(email);
        return await LoginAsync(email);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCapture(Logs)));
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? bearer)
    {
        var request = new HttpRequestMessage(method, path);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }

    private HttpClient Connect()
    {
        StartServer();
        return new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    private sealed class LogCapture(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public bool IsEnabled(LogLevel logLevel) => true;
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])} {exception}");
        public void Dispose()
        {
        }
    }
}

internal static class Replies
{
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage reply)
    {
        Assert.True(reply.IsSuccessStatusCode, $"{reply.StatusCode}: {await reply.Content.ReadAsStringAsync(AuthServer.Cancel)}");
        return (await reply.Content.ReadFromJsonAsync<T>(ContractJson.Options, AuthServer.Cancel))!;
    }

    public static Task<System.Text.Json.JsonElement> ReadFromJsonElementAsync(this HttpContent content) =>
        content.ReadFromJsonAsync<System.Text.Json.JsonElement>(AuthServer.Cancel);

    /// <summary>The refresh token that an answer sets; null when it sets none, empty when it clears it.</summary>
    public static string? RefreshCookie(this HttpResponseMessage reply) => SetCookie(reply)?.Split(';')[0]["refresh_token=".Length..];

    public static string? SetCookie(this HttpResponseMessage reply) =>
        reply.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single(cookie => cookie.StartsWith("refresh_token=", StringComparison.Ordinal)) : null;

    public static async Task<System.Text.Json.JsonElement> ShouldBeProblemAsync(this HttpResponseMessage reply, HttpStatusCode status, string code)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(AuthServer.Cancel);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }
}
