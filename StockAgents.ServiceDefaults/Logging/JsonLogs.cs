using Microsoft.Extensions.Configuration.Memory;

namespace StockAgents.ServiceDefaults.Logging;

internal static class JsonLogs
{
    /// <summary>
    /// One JSON object a line on stdout, or readable text when a person is looking: <c>LOG_FORMAT=json|text</c> decides, else
    /// whether stdout is a terminal.
    /// </summary>
    public static void AddJsonLogs(this IHostApplicationBuilder builder)
    {
        QuietFrameworks(builder.Configuration);
        builder.Logging.ClearProviders();
        // The formatter reads the current activity itself; tracking it in scopes as well would cost a scope a request.
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        if (AsJson(builder.Configuration["LOG_FORMAT"]))
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLogFormatter.FormatterName);
            builder.Logging.AddConsoleFormatter<JsonLogFormatter, JsonLogOptions>();
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.UseUtcTimestamp = true;
            });
        }
    }

    private static bool AsJson(string? format) => format?.Trim().ToUpperInvariant() switch
    {
        "JSON" => true,
        "TEXT" => false,
        null or "" => Console.IsOutputRedirected,
        _ => throw new StartFault($"LOG_FORMAT must be json or text, not '{format}'."),
    };

    /// <summary>Frameworks speak from warnings on. As the weakest source, so that <c>Logging__LogLevel__*</c> still decides.</summary>
    private static void QuietFrameworks(IConfigurationManager configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
                ["Logging:LogLevel:System.Net.Http"] = "Warning",
                ["Logging:LogLevel:Polly"] = "Warning",
                ["Logging:LogLevel:Yarp"] = "Warning",
            },
        });
}
