using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Files;
using StockAgents.MarketData.Gathering;
using StockAgents.MarketData.Preflight;
using StockAgents.MarketData.Quotes;
using StockAgents.MarketData.Snapshot;
using StockAgents.MarketData.Sources;
using StockAgents.MarketData.Yahoo;

namespace StockAgents.MarketData;

/// <summary>Bars, quotes and evidence: a service of its own, or a module inside another host.</summary>
public static class MarketDataModule
{
    public static IHostApplicationBuilder AddMarketData(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SourcesOptions>().BindConfiguration(SourcesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourcesOptions>, SourcesValidation>();
        services.AddOptions<FilesOptions>().BindConfiguration(FilesOptions.Section)
            .Configure<IConfiguration>((files, configuration) => files.Folder = configuration[FilesOptions.FolderVariable] ?? files.Folder);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IBarSource, FilesSource>();
        services.AddYahoo();
        services.AddSingleton<IBarSource, SnapshotSource>();
        services.AddSingleton<SnapshotTexts>();
        services.AddSingleton<SourceRouter>();
        services.AddSingleton<ReadinessCheck>();
        services.AddSingleton<QuoteBook>();
        services.AddSingleton<EvidenceGatherer>();
        services.AddSingleton<IMarketDataApi, MarketDataApi>();
        return builder;
    }

    public static IEndpointRouteBuilder MapMarketData(this IEndpointRouteBuilder endpoints)
    {
        var market = endpoints.MapGroup("/api/market").WithTags("market");
        market.MapGet("/preflight/{symbol}", MarketDataEndpoints.PreflightAsync);
        market.MapGet("/evidence/{symbol}", MarketDataEndpoints.EvidenceAsync);
        market.MapGet("/history/{symbol}", MarketDataEndpoints.HistoryAsync);
        market.MapGet("/price/{symbol}", MarketDataEndpoints.PriceAsync);
        market.MapGet("/kline/{symbol}", MarketDataEndpoints.KlineAsync);
        market.MapGet("/sources", MarketDataEndpoints.Sources);
        return endpoints;
    }
}
