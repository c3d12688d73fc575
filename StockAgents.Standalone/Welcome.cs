using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace StockAgents.Standalone;

/// <summary>Says to a person at a terminal what to do next. Where stdout is collected, only log lines belong there.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');
        Console.Error.WriteLine(
            $"""

            StockAgents is ready on {address}

              curl -X POST {address}/api/analyze/600000.SH          analyse a bundled symbol
              curl {address}/api/analyze/latest/600000.SH           read its report
              open {address}/docs                                   all routes

            Bundled, no network needed: MSFT, TXN, ^GSPC, 600000.SH, 000001.SZ, 000300.SH, 000001.SH.
            Your own data: put SYMBOL.csv files (date,open,high,low,close,adj_close,volume) into data/files.

            """);
    }
}
