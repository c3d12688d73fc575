using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.TestKit;

namespace StockAgents.Auth.Tests;

public sealed class StartTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("JWT_SECRET_KEY", "JWT_SECRET_KEY", "too short")]
    [InlineData("API_KEY_ENABLED", "API_KEY_ENABLED", "maybe")]
    [InlineData("ACCESS_TOKEN_EXPIRE_MINUTES", "ACCESS_TOKEN_EXPIRE_MINUTES", "0")]
    [InlineData("REFRESH_TOKEN_EXPIRE_DAYS", "REFRESH_TOKEN_EXPIRE_DAYS", "1000")]
    [InlineData("Auth:SigningKeyDays", "Auth:SigningKeyDays", "0")]
    public async Task A_wrong_value_stops_the_process_with_the_name_of_its_key(string named, string key, string value)
    {
        var refusal = await RefusalAsync((key, value));
        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_without_a_key_does_not_start_in_production() =>
        Assert.Contains("API_KEY must be set", await RefusalAsync(("ENV", "production"), ("API_KEY_ENABLED", "true")), StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal));
        builder.Configuration["ConnectionStrings:trading"] = "Host=127.0.0.1;Port=1";
        builder.AddPlatformAuthentication();
        builder.AddAuth();
        await using var app = builder.Build();
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(AuthServer.Cancel))).Message;
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Readiness_follows_the_tables(Store store)
    {
        await using var auth = await AuthServer.OnAsync(store, postgres);
        await auth.RegisterAsync();
        var report = await auth.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(AuthServer.Cancel);
        Assert.Equal(HealthStatus.Healthy, report.Entries["database-auth"].Status);
    }

    [Fact]
    public async Task Without_its_database_the_service_listens_and_is_not_ready()
    {
        await using var auth = new AuthServer("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1");
        Assert.NotNull(auth.Http);
        var report = await auth.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(AuthServer.Cancel);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["database-auth"].Status);
    }

    [Fact]
    public async Task A_restart_keeps_sessions_and_tokens()
    {
        var database = await postgres.CreateDatabaseAsync(AuthServer.Cancel);
        string access, refresh;
        await using (var before = new AuthServer(database))
            (access, refresh) = await before.SignUpAsync();
        await using var after = new AuthServer(database);
        using var me = await after.SendAsync(HttpMethod.Get, "/api/auth/me", access);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        using var refreshed = await after.PostAsync("/api/auth/refresh", new RefreshRequest(refresh));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task Neither_the_logs_nor_the_tables_hold_a_secret()
    {
        await using var auth = new AuthServer();
        const string Password = "canary password 4711";
        await auth.RegisterAsync(password: Password);
        using var wrong = await auth.PostAsync("/api/auth/login", new LoginRequest("ann@example.org", "canary wrong 4712"));
        var (access, first) = await auth.LoginAsync(password: Password);
        using var key = await auth.PostAsync("/api/auth/api-keys", new CreateApiKeyRequest("ci"), access);
        var apiKey = (await key.ReadAsync<ApiKeyCreated>()).Key;
        using var exchange = await auth.PostAsync("/api/auth/api-keys/exchange", new ApiKeyExchangeRequest(apiKey));
        var exchanged = (await exchange.ReadAsync<ApiKeyExchange>()).Token!.AccessToken;
        using var rotated = await auth.PostAsync("/api/auth/refresh", new RefreshRequest(), cookie: first);
        var second = rotated.RefreshCookie()!;
        using var logout = await auth.PostAsync("/api/auth/logout", new RefreshRequest(second));
        using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", access);

        string[] secrets = [Password, "canary wrong 4712", access, exchanged, apiKey, first, second];
        var logs = string.Join('\n', auth.Logs);
        Assert.Contains("/api/auth/login", logs, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
        var files = Directory.GetFiles(Path.GetDirectoryName(auth.DatabaseFile)!).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(ReadShared);
        var stored = string.Concat(files);
        Assert.Contains("ann@example.org", stored, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
    }

    private static string ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
