using Microsoft.Extensions.DependencyInjection.Extensions;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults.Configuration;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Health;
using StockAgents.ServiceDefaults.Http;
using StockAgents.ServiceDefaults.Logging;
using StockAgents.ServiceDefaults.OpenApi;
using StockAgents.ServiceDefaults.Requests;
using StockAgents.ServiceDefaults.Telemetry;

namespace StockAgents.ServiceDefaults;

/// <summary>What every process of the suite does alike, whatever it is about.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Environment names of the runbook, JSON logs, telemetry, request ids, limits, errors, health checks, the OpenAPI document,
    /// and HTTP clients with discovery and resilience.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(json => ContractJson.Configure(json.SerializerOptions));
        builder.AddRunbookNames();
        builder.AddCorsOrigins();
        builder.AddJsonLogs();
        builder.AddTelemetry();
        builder.AddProblemAnswers();
        builder.AddRequestPipeline();
        builder.AddHealthProbes();
        builder.AddApiDocument();
        builder.AddHttpClients();
        return builder;
    }

    /// <summary>Root, health probes, the OpenAPI document and its UI. The request pipeline around them is already in place.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.MapRoot();
        app.MapHealthProbes();
        app.MapApiDocument();
        return app;
    }
}
