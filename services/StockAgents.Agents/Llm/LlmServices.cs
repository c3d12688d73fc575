using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StockAgents.Agents.Roles;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.Agents.Llm;

internal static class LlmServices
{
    /// <summary>Name of the activity source and meter of model calls (OpenTelemetry's GenAI semantic conventions).</summary>
    public const string TelemetryName = "StockAgents.Llm";

    /// <summary>
    /// Lets the model answer in place of the rules engine registered before, if <c>OPENAI_API_KEY</c> is set. Without it
    /// nothing changes and nothing of the vendor's SDK is loaded.
    /// </summary>
    public static IHostApplicationBuilder AddModelEngine(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[LlmOptions.ApiKeyName]))
            return builder;

        builder.Services.AddSection<LlmOptions>(LlmOptions.Section).Configure<IConfiguration>(TakeVendorNames);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmOptions>, LlmOptionsRules>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(_ => RolePrompts.Embedded());
        builder.Services.AddSingleton(BuildClient);
        builder.Services.Replace(ServiceDescriptor.Singleton<IRoleEngine, ModelRoleEngine>());
        builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(TelemetryName));
        builder.Services.ConfigureOpenTelemetryMeterProvider(meters => meters.AddMeter(TelemetryName));
        return builder;
    }

    private static void TakeVendorNames(LlmOptions options, IConfiguration configuration)
    {
        options.ApiKey = configuration[LlmOptions.ApiKeyName]?.Trim() ?? "";
        options.BaseUrl = configuration[LlmOptions.BaseUrlName] is { Length: > 0 } url ? url : options.BaseUrl;
        options.Model = configuration[LlmOptions.ModelName] is { Length: > 0 } model ? model : options.Model;
    }

    // Outermost first. The journal is above resilience: a replayed call meets no breaker, no slot and no deadline.
    private static IChatClient BuildClient(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LlmOptions>>().Value;
        var clock = services.GetRequiredService<TimeProvider>();
        return new ChatClientBuilder(_ => OpenAiProvider.Create(options))
            .UseOpenTelemetry(sourceName: TelemetryName, configure: telemetry => telemetry.EnableSensitiveData = false)
            .Use(inner => new JournalChatClient(inner, clock))
            .Use((inner, s) => new ResilientChatClient(inner, options, clock, s.GetRequiredService<ILogger<ResilientChatClient>>()))
            .Build(services);
    }
}
