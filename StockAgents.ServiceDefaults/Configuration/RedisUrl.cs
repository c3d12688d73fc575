using System.Globalization;
using StackExchange.Redis;

namespace StockAgents.ServiceDefaults.Configuration;

/// <summary>The form in which the runbook writes a Redis server: <c>redis://[[user]:password@]host[:port][/db]</c>, <c>rediss://</c> with TLS.</summary>
public static class RedisUrl
{
    private const int DefaultPort = 6379;

    /// <summary>The same server as a StackExchange.Redis connection string. A value that is already one is returned as it is.</summary>
    /// <exception cref="StartFault">The value is neither.</exception>
    public static string ToConnectionString(string value)
    {
        if (!value.Contains("://", StringComparison.Ordinal))
            return value;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
            throw new StartFault("REDIS_URL must look like redis://[:password@]host:port[/db] or rediss://...");

        var options = new ConfigurationOptions { AbortOnConnectFail = false, Ssl = url.Scheme == "rediss" };
        options.EndPoints.Add(url.IdnHost, url.Port < 0 ? DefaultPort : url.Port);
        if (url.UserInfo.Length > 0)
            (options.User, options.Password) = Credentials(url.UserInfo);
        if (Database(url.AbsolutePath) is { } database)
            options.DefaultDatabase = database;
        return options.ToString(includePassword: true);
    }

    private static (string? User, string? Password) Credentials(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return (Uri.UnescapeDataString(userInfo), null);
        var user = Uri.UnescapeDataString(userInfo[..colon]);
        return (user.Length == 0 ? null : user, Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }

    private static int? Database(string path)
    {
        if (path.Trim('/') is not { Length: > 0 } name)
            return null;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StartFault("REDIS_URL must end in a database number, as in redis://host:6379/0.");
    }
}
