using StockAgents.Gateway.Forwarding;
using StockAgents.Gateway.OpenApi;
using StockAgents.Gateway.Routing;
using StockAgents.ServiceDefaults.OpenApi;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace StockAgents.Gateway;

/// <summary>The one door of the suite: finds the service of a path and passes the request on unchanged.</summary>
internal static class GatewayExtensions
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GatewayOptions>()
            .BindConfiguration(GatewayOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IProxyConfigProvider, ServiceRoutes>();
        services.AddSingleton<IDestinationResolver, DiscoveredDestinations>();
        services.AddSingleton<MergedDocument>();
        services.AddHealthChecks().AddCheck<RoutedServicesCheck>("services");

        // An ejection is a warning of its own; each failed probe in between would bury it.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error);
        // FailedForwards says the same in one line, and leaves out what is the caller's doing.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
        services.Configure<TransportFailureRateHealthPolicyOptions>(passive =>
        {
            passive.DetectionWindowSize = TimeSpan.FromSeconds(2);
            passive.MinimalTotalCountThreshold = 5;
        });

        var proxy = services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(2);
                // Names are asked again now and then: a service that moved is found without a restart.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            })
            .AddTransforms(transforms =>
            {
                transforms.RequestTransforms.Add(new SamePath());
                transforms.RequestTransforms.Add(new InwardHeaders());
            });
        if (builder.Configuration.GetSection("ReverseProxy") is { } further && further.Exists())
            proxy.LoadFromConfig(further);
    }

    public static void MapGateway(this WebApplication app)
    {
        app.MapGet(ApiDocument.Path, (MergedDocument document, CancellationToken cancellationToken) => document.GetAsync(cancellationToken))
            .WithOrder(-1) // before the document of this process alone
            .ExcludeFromDescription()
            .AllowAnonymous();
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<FailedForwards>();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
    }
}
