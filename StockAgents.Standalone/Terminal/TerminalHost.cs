using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Refit;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Standalone.Terminal;

/// <summary>The whole host for one command, on a free loopback port, with its log lines kept out of the terminal.</summary>
internal sealed class TerminalHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly string? _temporary;

    private TerminalHost(WebApplication app, string? temporary)
    {
        _app = app;
        _temporary = temporary;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _client = new HttpClient { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        Analyses = RestService.For<IAnalysesApi>(_client, new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options)));
    }

    public IAnalysesApi Analyses { get; }

    public static async Task<TerminalHost> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        var temporary = UseFreeDatabase(builder.Configuration);
        try
        {
            var app = StandaloneHost.Build(builder, quiet: true);
            try
            {
                await app.StartAsync(cancellationToken);
                await SchemaReadiness.WaitAsync(app, cancellationToken);
                return new TerminalHost(app, temporary);
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }
        }
        catch when (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>A server that runs on the database has it for itself; the command then works on a database of its own, and says so.</summary>
    private static string? UseFreeDatabase(ConfigurationManager configuration)
    {
        var target = DatabaseTarget.From(configuration);
        if (target.File is not { } file || !SqliteFileOwnership.IsTaken(file))
            return null;
        Console.Error.WriteLine($"StockAgents is running on {file}; this analysis is not stored there.");
        var folder = Directory.CreateTempSubdirectory("stockagents-").FullName;
        configuration["DATABASE_URL"] = $"sqlite:///{Path.Combine(folder, "trading.db")}";
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }
}
