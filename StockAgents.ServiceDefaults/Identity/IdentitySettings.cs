using System.Text;
using Microsoft.Extensions.Options;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>The security names of the runbook.</summary>
public sealed class IdentitySettings
{
    internal const int ShortestSecret = 32;

    /// <summary><c>JWT_SECRET_KEY</c>: shared secret (HS256) of at least 32 bytes; unset by default, then tokens are ES256.</summary>
    public string? JwtSecretKey { get; set; }

    /// <summary><c>API_KEY_ENABLED</c>: whether <see cref="Policies.Admin"/> guards anything; default false.</summary>
    public bool ApiKeyEnabled { get; set; }

    /// <summary><c>API_KEY</c>: the operators' key; unset by default.</summary>
    public string? ApiKey { get; set; }

    /// <summary><c>ENV</c> is <c>production</c>; default <c>development</c>.</summary>
    public bool Production { get; set; }

    /// <summary><c>CORS_ORIGINS</c>: comma-separated; default <c>http://localhost:3000,http://127.0.0.1:3000</c>.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = ["http://localhost:3000", "http://127.0.0.1:3000"];

    internal string? MisspelledSwitch { get; private set; }

    internal void Read(IConfiguration names)
    {
        JwtSecretKey = Text(names["JWT_SECRET_KEY"]) ?? JwtSecretKey;
        ApiKey = Text(names["API_KEY"]) ?? ApiKey;
        Production = Text(names["ENV"]) is { } env ? env.Equals("production", StringComparison.OrdinalIgnoreCase) : Production;
        if (Text(names["API_KEY_ENABLED"]) is { } enabled)
            ApiKeyEnabled = Switch(enabled);
        if (Text(names["CORS_ORIGINS"]) is { } origins)
            CorsOrigins = [.. origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(o => o.TrimEnd('/'))];
    }

    private bool Switch(string value)
    {
        switch (value.ToUpperInvariant())
        {
            case "TRUE" or "1" or "YES" or "ON":
                return true;
            case "FALSE" or "0" or "NO" or "OFF":
                return false;
            default:
                MisspelledSwitch = value;
                return false;
        }
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What would leave a door open stops the process instead.</summary>
internal sealed class IdentitySettingsRules : IValidateOptions<IdentitySettings>
{
    public ValidateOptionsResult Validate(string? name, IdentitySettings options)
    {
        List<string> faults = [];
        if (options.JwtSecretKey is { } secret && Encoding.UTF8.GetByteCount(secret) < IdentitySettings.ShortestSecret)
            faults.Add($"JWT_SECRET_KEY must be at least {IdentitySettings.ShortestSecret} bytes long; leave it unset for generated ES256 keys.");
        if (options.MisspelledSwitch is { } value)
            faults.Add($"API_KEY_ENABLED must be true or false, not '{value}'.");
        if (options is { Production: true, ApiKeyEnabled: true, ApiKey: null })
            faults.Add("API_KEY must be set when API_KEY_ENABLED is true and ENV is production.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
