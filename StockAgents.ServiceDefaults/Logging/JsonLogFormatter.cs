using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using StockAgents.ServiceDefaults.Requests;

namespace StockAgents.ServiceDefaults.Logging;

internal sealed class JsonLogOptions : ConsoleFormatterOptions;

/// <summary>
/// Writes the log lines that the runbook's jq filters read: <c>timestamp</c>, <c>request_id</c>, <c>level</c>, <c>event</c>, then
/// whatever the message and its scopes carry, flat and in snake_case.
/// </summary>
internal sealed class JsonLogFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "stockagents-json";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (string.IsNullOrEmpty(text) && logEntry.Exception is null)
            return;

        var fields = new LogFields();
        scopeProvider?.ForEachScope(static (scope, fields) => fields.AddScope(scope), fields);
        fields.AddState(logEntry.State);

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'"));
            json.WriteString("request_id", RequestId.Current ?? RequestId.OfProcess);
            json.WriteString("level", LevelName(logEntry.LogLevel));
            json.WriteString("event", text);
            json.WriteString("logger", logEntry.Category);
            fields.WriteTo(json);
            if (Activity.Current is { } activity)
            {
                json.WriteString("trace_id", activity.TraceId.ToHexString());
                json.WriteString("span_id", activity.SpanId.ToHexString());
            }
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception_type", exception.GetType().FullName);
                json.WriteString("exception_message", exception.Message);
                json.WriteString("exception", exception.ToString());
            }
            json.WriteEndObject();
        }
        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
