using System.Net;
using System.Net.Sockets;
using StockAgents.TestKit.Processes;

namespace StockAgents.Flow.Tests.Terminal;

/// <summary>What Standalone says and returns when it can't do what its command line and settings ask for.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-start-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused_with_a_sentence()
    {
        await using var first = Start(["--urls", "http://127.0.0.1:0"]);
        await first.ReadyAsync(Stop);
        await RefusesAsync("Another process uses db/trading.db.", ["--urls", "http://127.0.0.1:0"]);
    }

    [Theory]
    [InlineData("sqlite:////proc/none/trading.db", "can't be written")]
    [InlineData("sqlite:///note.txt", "file is not a database")]
    [InlineData("sqlite:///folder", "unable to open database file")]
    [InlineData("trading.db", "DATABASE_URL must be sqlite:///PATH")]
    public async Task An_unusable_database_stops_the_start(string url, string sentence)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "note.txt"), new string('x', 4096), Stop);
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        await RefusesAsync(sentence, ["--urls", "http://127.0.0.1:0"], ("DATABASE_URL", url));
        await RefusesAsync(sentence, ["analyze", "MSFT"], ("DATABASE_URL", url));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("http://127.0.0.1:99999")]
    public async Task An_address_that_is_none_stops_the_start(string url) =>
        await RefusesAsync($"--urls has '{url}', which is not an address", ["--urls", url]);

    [Fact]
    public async Task All_wrong_values_are_named_at_once_and_once()
    {
        var errors = await RefusesAsync("Worker:DrainSeconds must be between 0 and 3600.", ["--urls", "http://127.0.0.1:0"],
            ("Worker__DrainSeconds", "NaN"), ("Worker__LeaseSeconds", "abc"), ("Queue__MaxOpenRuns", "0"),
            ("ACCESS_TOKEN_EXPIRE_MINUTES", "99"), ("MarketData__Yahoo__TimeoutSeconds", "1.5"), ("API_KEY_ENABLED", "maybe"));

        Assert.Equal(
            [
                "ACCESS_TOKEN_EXPIRE_MINUTES must be between 1 and 60.",
                "API_KEY_ENABLED must be true or false, not 'maybe'.",
                "MarketData:Yahoo:TimeoutSeconds is '1.5', which is not a whole number.",
                "Queue:MaxOpenRuns must be between 1 and 10000000.",
                "Worker:DrainSeconds must be between 0 and 3600.",
                "Worker:LeaseSeconds is 'abc', which is not a number.",
            ],
            errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--help", "Usage:")]
    [InlineData("-h", "Usage:")]
    [InlineData("--version", "0.")]
    [InlineData("analyze --help", "Usage: analyze SYMBOL")]
    public async Task A_question_about_the_program_is_answered_without_a_server(string line, string answer)
    {
        await using var program = Start(line.Split(' '));
        Assert.Equal(0, await program.ExitAsync(Stop));
        Assert.StartsWith(answer, program.Log.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "There is no command 'serve'.")]
    [InlineData("ANALYZE MSFT", "There is no command 'ANALYZE'.")]
    [InlineData("--urls", "--urls needs a value.")]
    [InlineData("analyze MSFT --level=L1 --level L2", "--level is given twice.")]
    [InlineData("analyze MSFT --level=L3", "'L3' is not a level; use L1 or L2.")]
    [InlineData("analyze ", "The symbol is empty.")]
    public async Task A_line_that_cannot_be_meant_is_refused(string line, string sentence) => await RefusesAsync(sentence, line.Split(' '));

    [Fact]
    public async Task An_interrupted_analysis_is_cancelled_and_not_left_behind()
    {
        // A source that takes the question and never answers.
        using var silence = new TcpListener(IPAddress.Loopback, 0);
        silence.Start();
        await using (var command = Start(["analyze", "MSFT"], ("MarketData__Yahoo__BaseAddress", $"http://{silence.LocalEndpoint}")))
        {
            using var question = await silence.AcceptTcpClientAsync(Stop);
            await command.SignalAsync("INT");
            Assert.Equal(130, await command.ExitAsync(Stop));
            Assert.Equal("Interrupted; the analysis is cancelled.", command.Errors.Trim());
        }
        await using var server = Start(["--urls", "http://127.0.0.1:0"]);
        await server.ReadyAsync(Stop);
        using var http = new HttpClient { BaseAddress = await server.ListeningAsync(Stop) };
        Assert.Contains("\"cancelled\"", await http.GetStringAsync("/api/analyze/history/MSFT", Stop), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_site_s_page_is_told_why_it_is_refused_and_cannot_sign_the_user_out()
    {
        await using var server = Start(["--urls", "http://127.0.0.1:0"]);
        await server.ReadyAsync(Stop);
        using var http = new HttpClient { BaseAddress = await server.ListeningAsync(Stop) };
        http.DefaultRequestHeaders.Add("Origin", "http://elsewhere.example");

        using var logout = await http.PostAsync("/api/auth/logout", content: null, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, logout.StatusCode);
        Assert.False(logout.Headers.Contains("Set-Cookie"));
        using var analysis = await http.PostAsync("/api/analyze/MSFT", content: null, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, analysis.StatusCode);
        Assert.Contains("CORS_ORIGINS", await analysis.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_an_unknown_character_set_is_the_caller_s_fault()
    {
        await using var server = Start(["--urls", "http://127.0.0.1:0"]);
        await server.ReadyAsync(Stop);
        using var http = new HttpClient { BaseAddress = await server.ListeningAsync(Stop) };
        using var body = new StringContent("{}");
        body.Headers.ContentType = new("application/json") { CharSet = "bogus" };
        using var answer = await http.PostAsync("/api/analyze/MSFT", body, Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private async Task<string> RefusesAsync(string sentence, string[] arguments, params (string Key, string Value)[] settings)
    {
        await using var program = Start(arguments, settings);
        Assert.Equal(1, await program.ExitAsync(Stop));
        Assert.Contains(sentence, program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
        return program.Errors;
    }

    private ServiceProcess Start(string[] arguments, params (string Key, string Value)[] settings) =>
        ServiceProcess.Start(BuiltProgram.Standalone, _folder, arguments, settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
}
