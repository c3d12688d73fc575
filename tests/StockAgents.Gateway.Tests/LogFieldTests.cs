using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StockAgents.ServiceDefaults.Logging;
using StockAgents.ServiceDefaults.Requests;

namespace StockAgents.Gateway.Tests;

public sealed class LogFieldTests
{
    [Fact]
    public void Fields_are_flat_snake_case_and_typed()
    {
        var line = Write(LogLevel.Information, "analysis done", ("TaskId", "t-1"), ("DurationMs", 12.5), ("Attempt", 2), ("{OriginalFormat}", "x"));

        Assert.Equal("t-1", line.GetProperty("task_id").GetString());
        Assert.Equal(12.5, line.GetProperty("duration_ms").GetDouble());
        Assert.Equal(2, line.GetProperty("attempt").GetInt32());
        Assert.Equal("2026-02-03T04:05:06.123456+00:00", line.GetProperty("timestamp").GetString());
        Assert.Equal(["timestamp", "request_id", "level", "event"], line.EnumerateObject().Take(4).Select(field => field.Name));
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("ApiKey")]
    [InlineData("AccessToken")]
    [InlineData("Authorization")]
    [InlineData("ConnectionString")]
    public void A_secret_field_is_hidden(string name) =>
        Assert.DoesNotContain("hunter2", Write(LogLevel.Information, "x", (name, "hunter2")).GetRawText(), StringComparison.Ordinal);

    [Fact]
    public void Token_counts_are_no_secrets() =>
        Assert.Equal(42, Write(LogLevel.Information, "x", ("InputTokens", 42)).GetProperty("input_tokens").GetInt32());

    [Fact]
    public void A_field_cannot_pose_as_the_line_itself()
    {
        var line = Write(LogLevel.Error, "real", ("Event", "forged"), ("Level", "info"));

        Assert.Equal("real", line.GetProperty("event").GetString());
        Assert.Equal("error", line.GetProperty("level").GetString());
        Assert.Equal("forged", line.GetProperty("event_").GetString());
    }

    [Fact]
    public void A_line_stays_one_line_whatever_it_says()
    {
        using var writer = new StringWriter();
        Formatter().Write(Entry(LogLevel.Error, "first\nsecond \"quoted\" 股票", new InvalidOperationException("a\nb"), []), scopeProvider: null, writer);

        var text = writer.ToString();
        Assert.Equal(1, text.Count(character => character == '\n'));
        Assert.Contains("股票", text, StringComparison.Ordinal);
        Assert.Equal("System.InvalidOperationException", JsonSerializer.Deserialize<JsonElement>(text).GetProperty("exception_type").GetString());
    }

    [Fact]
    public void Work_continued_under_a_request_carries_its_id()
    {
        using (RequestId.Use("abc"))
            Assert.Equal("abc", Write(LogLevel.Information, "x").GetProperty("request_id").GetString());
        Assert.NotEqual("abc", Write(LogLevel.Information, "x").GetProperty("request_id").GetString());
    }

    private static JsonElement Write(LogLevel level, string text, params (string Name, object? Value)[] fields)
    {
        using var writer = new StringWriter();
        Formatter().Write(Entry(level, text, exception: null, fields), scopeProvider: null, writer);
        return JsonSerializer.Deserialize<JsonElement>(writer.ToString());
    }

    private static JsonLogFormatter Formatter() =>
        new(new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_567)));

    private static LogEntry<IReadOnlyList<KeyValuePair<string, object?>>> Entry(
        LogLevel level, string text, Exception? exception, (string Name, object? Value)[] fields) =>
        new(level, "category", default, [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))], exception, (_, _) => text);
}
