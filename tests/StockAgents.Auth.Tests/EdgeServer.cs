using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Refit;
using StockAgents.Contracts.Auth;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.ApiKeys;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Auth.Tests;

/// <summary>Another service of the suite, which knows auth only through its HTTP interface.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly WebApplication host;

    private EdgeServer(WebApplication host) => this.host = host;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<EdgeServer> StartAsync(
        Uri? auth = null, FakeTimeProvider? clock = null, bool localUser = false, string listen = "http://127.0.0.1:0",
        HttpMessageHandler? network = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(listen);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal));
        if (clock is not null)
            builder.Services.AddSingleton<TimeProvider>(clock);
        var client = new HttpClient(network ?? new SocketsHttpHandler()) { BaseAddress = auth ?? new Uri("http://127.0.0.1:1") };
        builder.Services.AddSingleton(RestService.For<IAuthApi>(client, new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options))));
        builder.AddPlatformAuthentication();
        if (localUser)
            builder.AddLocalUser();

        var app = builder.Build();
        app.UseApiKeyExchange();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/whoami", (ClaimsPrincipal caller) => caller.UserId()).RequireAuthorization(Policies.User);
        app.MapPost("/whoami", (ClaimsPrincipal caller) => caller.UserId()).RequireAuthorization(Policies.User);
        app.MapGet("/admin", () => "ok").RequireAuthorization(Policies.Admin);
        app.MapGet("/headers", (HttpRequest request) => request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        await app.StartAsync(AuthServer.Cancel);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new EdgeServer(app) { Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{address.Port}") } };
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, AuthServer.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
    }
}
