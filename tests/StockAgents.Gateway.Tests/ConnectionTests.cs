using Npgsql;
using StackExchange.Redis;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.Gateway.Tests;

/// <summary>The runbook's names for servers, turned into connection strings.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost", 6379, null, null, null, false)]
    [InlineData("redis://:p%40ss@cache:6380/2", "cache", 6380, null, "p@ss", 2, false)]
    [InlineData("rediss://user:secret@cache.example:6390/0", "cache.example", 6390, "user", "secret", 0, true)]
    public void A_redis_url_becomes_a_connection_string(string url, string host, int port, string? user, string? password, int? database, bool tls)
    {
        var options = ConfigurationOptions.Parse(RedisUrl.ToConnectionString(url));

        var endpoint = Assert.IsType<System.Net.DnsEndPoint>(Assert.Single(options.EndPoints));
        Assert.Equal((host, port), (endpoint.Host, endpoint.Port));
        Assert.Equal(user, options.User);
        Assert.Equal(password, options.Password);
        Assert.Equal(database, options.DefaultDatabase);
        Assert.Equal(tls, options.Ssl);
        Assert.False(options.AbortOnConnectFail);
    }

    [Fact]
    public void A_redis_connection_string_stays_as_it_is() =>
        Assert.Equal("cache:6379,password=x", RedisUrl.ToConnectionString("cache:6379,password=x"));

    [Theory]
    [InlineData("http://cache:6379")]
    [InlineData("redis://")]
    [InlineData("redis://cache/first")]
    public void Another_url_is_refused_with_the_name_of_its_key(string url) =>
        Assert.Contains("REDIS_URL", Assert.ThrowsAny<InvalidOperationException>(() => RedisUrl.ToConnectionString(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_mode_there_is_no_postgresql() => Assert.Null(Postgres(("POSTGRES_HOST", "db")));

    [Fact]
    public void The_runbook_names_have_defaults()
    {
        var settings = new NpgsqlConnectionStringBuilder(Postgres(("DATABASE_MODE", "postgresql"), ("POSTGRES_PASSWORD", "a;b=c"), ("DATABASE_URL", "sqlite:///./db/trading.db")));

        Assert.Equal(("localhost", 5432, "postgres", "trading", "a;b=c"), (settings.Host, settings.Port, settings.Username, settings.Database, settings.Password));
    }

    [Theory]
    [InlineData("postgresql://u:p%20w@db:5433/other")]
    [InlineData("postgresql+asyncpg://u:p%20w@db:5433/other")]
    public void A_database_url_is_read_whatever_its_driver(string url)
    {
        var settings = new NpgsqlConnectionStringBuilder(Postgres(("DATABASE_MODE", "PostgreSQL"), ("DATABASE_URL", url)));

        Assert.Equal(("db", 5433, "u", "other", "p w"), (settings.Host, settings.Port, settings.Username, settings.Database, settings.Password));
    }

    [Fact]
    public void A_given_connection_string_wins() =>
        Assert.Equal("Host=aspire", Postgres(("DATABASE_MODE", "postgresql"), ("POSTGRES_HOST", "db"), ("ConnectionStrings:trading", "Host=aspire")));

    [Theory]
    [InlineData("DATABASE_MODE", "oracle")]
    [InlineData("POSTGRES_PORT", "many")]
    [InlineData("DATABASE_URL", "mysql://db/x")]
    public void A_wrong_value_is_refused_with_the_name_of_its_key(string key, string value) =>
        Assert.Contains(key, Assert.ThrowsAny<InvalidOperationException>(() => Postgres(("DATABASE_MODE", "postgresql"), (key, value))).Message, StringComparison.Ordinal);

    private static string? Postgres(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
            values[key] = value;
        return PostgresSettings.ConnectionString(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
