namespace StockAgents.ServiceDefaults.Configuration;

internal static class CorsOrigins
{
    private const string Default = "http://localhost:3000,http://127.0.0.1:3000";

    /// <summary>Browsers may call from the origins of <c>CORS_ORIGINS</c> (comma-separated; the web UI's own by default), with credentials.</summary>
    public static void AddCorsOrigins(this IHostApplicationBuilder builder)
    {
        var value = builder.Configuration["CORS_ORIGINS"] is { Length: > 0 } given ? given : Default;
        var origins = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(origin => origin.TrimEnd('/'))
            .ToArray();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.AllowAnyMethod().AllowAnyHeader().WithExposedHeaders("X-Request-ID", "Location", "Retry-After");
            // Any origin together with credentials would let every web site act as the signed-in user.
            if (origins.Contains("*", StringComparer.Ordinal))
                policy.AllowAnyOrigin();
            else
                policy.WithOrigins(origins).AllowCredentials();
        }));
    }
}
