using System.Globalization;
using Npgsql;

namespace StockAgents.ServiceDefaults.Configuration;

/// <summary>Where PostgreSQL is: <c>ConnectionStrings:trading</c>, else <c>DATABASE_URL</c>, else the <c>POSTGRES_*</c> names.</summary>
public static class PostgresSettings
{
    private const int DefaultPort = 5432;

    /// <summary>The connection string, or null when <c>DATABASE_MODE</c> is <c>sqlite</c> (the default).</summary>
    /// <exception cref="StartFault">A value that can't be read; the message names its key.</exception>
    public static string? ConnectionString(IConfiguration configuration)
    {
        if (configuration.GetConnectionString(ResourceNames.Trading) is { Length: > 0 } given)
            return given;
        return IsPostgres(configuration["DATABASE_MODE"]) ? FromNames(configuration) : null;
    }

    private static bool IsPostgres(string? mode) => mode?.Trim().ToUpperInvariant() switch
    {
        null or "" or "SQLITE" => false,
        "POSTGRESQL" or "POSTGRES" => true,
        _ => throw new StartFault($"DATABASE_MODE must be sqlite or postgresql, not '{mode}'."),
    };

    private static string FromNames(IConfiguration configuration)
    {
        // Many environments keep the SQLite address of development in DATABASE_URL; the mode has already been chosen.
        if (configuration["DATABASE_URL"] is { Length: > 0 } url && !url.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase))
            return FromUrl(url);

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = NonEmpty(configuration["POSTGRES_HOST"]) ?? "localhost",
            Port = Port(configuration["POSTGRES_PORT"]),
            Username = NonEmpty(configuration["POSTGRES_USER"]) ?? "postgres",
            Database = NonEmpty(configuration["POSTGRES_DB"]) ?? ResourceNames.Trading,
        };
        if (NonEmpty(configuration["POSTGRES_PASSWORD"]) is { } password)
            builder.Password = password;
        return builder.ConnectionString;
    }

    /// <summary>Reads <c>postgresql://user:password@host:port/database</c>; a driver name after a plus sign is ignored.</summary>
    private static string FromUrl(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url)
            || url.Scheme.Split('+')[0] is not ("postgres" or "postgresql")
            || url.Host.Length == 0)
            throw new StartFault("DATABASE_URL must look like postgresql://user:password@host:port/database.");

        var credentials = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.IdnHost,
            Port = url.Port < 0 ? DefaultPort : url.Port,
            Username = NonEmpty(Uri.UnescapeDataString(credentials[0])) ?? "postgres",
            Database = NonEmpty(Uri.UnescapeDataString(url.AbsolutePath.Trim('/'))) ?? ResourceNames.Trading,
        };
        if (credentials.Length == 2)
            builder.Password = Uri.UnescapeDataString(credentials[1]);
        return builder.ConnectionString;
    }

    private static int Port(string? value)
    {
        if (NonEmpty(value) is null)
            return DefaultPort;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new StartFault($"POSTGRES_PORT must be a port number, not '{value}'.");
    }

    private static string? NonEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
