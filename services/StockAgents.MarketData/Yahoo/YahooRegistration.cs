using Microsoft.Extensions.Options;
using Refit;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Sources;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.MarketData.Yahoo;

internal static class YahooRegistration
{
    public static void AddYahoo(this IServiceCollection services)
    {
        services.AddSection<YahooOptions>(YahooOptions.Section);
        services.AddSingleton<IBarSource>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<YahooOptions>>().Value;
            var clock = provider.GetRequiredService<TimeProvider>();
            var source = new YahooSource(
                RestService.For<IYahooChartApi>(Client(options)), TimeSpan.FromSeconds(options.TimeoutSeconds), clock, provider.GetRequiredService<ILogger<YahooSource>>());
            return new PoliteSource(source, TimeSpan.FromSeconds(options.KeepAnswerSeconds), TimeSpan.FromSeconds(options.KeepOutageSeconds), clock);
        });
    }

    /// <summary>A client of its own, without the suite's retries: a machine without a network must get to the next source at once.</summary>
    private static HttpClient Client(YahooOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(options.ConnectTimeoutSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(options.BaseAddress), Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json,text/plain,*/*");
        return client;
    }
}
