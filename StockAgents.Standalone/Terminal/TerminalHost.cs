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
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly string? _temporary;

    private TerminalHost(WebApplication app, string? temporary)
    {
        _app = app;
        _temporary = temporary;
        Analyses = RestService.For<IAnalysesApi>(_client, new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options)));
    }

    /// <summary>To be asked once it has started.</summary>
    public IAnalysesApi Analyses { get; }

    public static TerminalHost Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        var temporary = UseFreeDatabase(builder.Configuration);
        WebApplication? app = null;
        try
        {
            app = StandaloneHost.Build(builder, quiet: true);
            return new TerminalHost(app, temporary);
        }
        finally
        {
            if (app is null && temporary is not null)
                Directory.Delete(temporary, recursive: true);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        _client.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await SchemaReadiness.WaitAsync(_app, cancellationToken);
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
