using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults;

namespace StockAgents.MarketData.Tests;

/// <summary>The module in a host of its own on a free loopback port, with a folder of files of its own.</summary>
internal sealed class MarketDataHost : IAsyncDisposable
{
    /// <summary>Port 1 of loopback refuses at once: the machine of these tests has no Yahoo.</summary>
    public const string NoYahoo = "http://127.0.0.1:1";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private MarketDataHost(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<MarketDataHost> StartAsync(string yahoo = NoYahoo, TimeProvider? clock = null, params (string Key, string Value)[] settings) =>
        StartAsync(_ => { }, _ => { }, yahoo, clock, settings);

    /// <param name="services">What the host around the module has registered.</param>
    /// <param name="pipeline">What the host around the module runs before it.</param>
    public static async Task<MarketDataHost> StartAsync(
        Action<WebApplicationBuilder> services, Action<WebApplication> pipeline, string yahoo = NoYahoo, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("stockagents-files-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MarketData:Files:Folder"] = folder.FullName,
            ["MarketData:Yahoo:BaseAddress"] = yahoo,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.AddServiceDefaults();
        builder.AddMarketData();
        services(builder);
        var app = builder.Build();
        pipeline(app);
        app.MapServiceDefaults();
        app.MapMarketData();
        await app.StartAsync();
        return new MarketDataHost(app, folder);
    }

    public void Put(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    /// <param name="changed">When the file was last written, in UTC: what the provenance of its prices says.</param>
    public void Put(string name, string content, DateTime changed)
    {
        Put(name, content);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, name), changed);
    }

    public void Remove(string name) => File.Delete(Path.Combine(_folder.FullName, name));

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var reply = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, await reply.Content.ReadFromJsonAsync<JsonElement>(ContractJson.Options, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
