using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;

namespace StockAgents.Gateway.Tests;

/// <summary>The lines that the runbook's jq filters read, from the stdout of a real process.</summary>
public sealed class LogLineTests
{
    [Fact]
    public async Task Every_line_is_JSON_and_a_request_is_one_of_them()
    {
        await using var upstream = await Upstream.StartAsync();
        using var process = Start(upstream.Address);
        try
        {
            var listening = await ReadUntilAsync(process, line => line.GetProperty("event").GetString()!.StartsWith("Now listening on: ", StringComparison.Ordinal));
            var address = new Uri(listening.GetProperty("address").GetString()!);
            using var client = new HttpClient { BaseAddress = address };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/analyze/MSFT?access_token=private");
            request.Headers.Add("X-Request-ID", "from-the-test");
            using var probe = await client.GetAsync("/api/health/liveness", TestContext.Current.CancellationToken);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

            var line = await ReadUntilAsync(process, line => line.GetProperty("event").GetString() == "Request completed");

            Assert.Equal("from-the-test", line.GetProperty("request_id").GetString());
            Assert.Equal("info", line.GetProperty("level").GetString());
            Assert.Equal("GET", line.GetProperty("method").GetString());
            Assert.Equal("/api/analyze/MSFT", line.GetProperty("path").GetString());
            Assert.Equal(200, line.GetProperty("status_code").GetInt32());
            Assert.True(line.GetProperty("duration_ms").GetDouble() > 0);
            Assert.Equal(32, line.GetProperty("trace_id").GetString()!.Length);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(Uri services)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add("StockAgents.Gateway.dll");
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        start.Environment["services__agents__http__0"] = services.ToString();
        start.Environment["services__market-data__http__0"] = services.ToString();
        start.Environment["services__auth__http__0"] = services.ToString();
        return Process.Start(start)!;
    }

    private static async Task<JsonElement> ReadUntilAsync(Process process, Predicate<JsonElement> awaited)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } text)
        {
            var line = JsonSerializer.Deserialize<JsonElement>(text);
            var timestamp = line.GetProperty("timestamp").GetString()!;
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$", timestamp);
            Assert.True(DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, out _));
            Assert.NotEmpty(line.GetProperty("request_id").GetString()!);
            Assert.Contains(line.GetProperty("level").GetString(), (string[])["debug", "info", "warning", "error", "critical"]);
            Assert.DoesNotContain("private", text, StringComparison.Ordinal);
            if (awaited(line))
                return line;
        }
        throw new InvalidOperationException("The process ended.");
    }
}
