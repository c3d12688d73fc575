using System.Collections.Concurrent;
using System.Text.Json;

namespace StockAgents.ServiceDefaults.Logging;

/// <summary>The structured fields of one log line: snake_case names, one value a name (the innermost wins), no secrets.</summary>
internal sealed class LogFields
{
    private const int NameCacheSize = 1024;
    private const string Hidden = "***";

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    /// <summary>Names the line itself uses; a field of the same name is written with a trailing underscore.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "timestamp", "request_id", "level", "event", "logger", "trace_id", "span_id",
        "exception", "exception_type", "exception_message",
    };

    private static readonly string[] SecretEndings =
        ["password", "secret", "token", "api_key", "apikey", "authorization", "cookie", "connection_string", "private_key"];

    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public void AddState<TState>(TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
            return;
        foreach (var (name, value) in values)
        {
            if (name is not "{OriginalFormat}")
                Set(name, value);
        }
    }

    public void AddScope(object? scope)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> values)
            return;
        foreach (var (name, value) in values)
        {
            // The web host's own scope repeats what the request line and the request id already say.
            if (name is not ("{OriginalFormat}" or "RequestId" or "RequestPath" or "ConnectionId"))
                Set(name, value);
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        foreach (var (name, value) in _fields)
            Write(json, name, value);
    }

    private void Set(string name, object? value)
    {
        var field = NameOf(name);
        if (value is string && Array.Exists(SecretEndings, ending => field.EndsWith(ending, StringComparison.Ordinal)))
            value = Hidden;
        var index = _fields.FindIndex(existing => existing.Key == field);
        if (index < 0)
            _fields.Add(new(field, value));
        else
            _fields[index] = new(field, value);
    }

    private static string NameOf(string name)
    {
        if (Names.TryGetValue(name, out var known))
            return known;
        var field = JsonNamingPolicy.SnakeCaseLower.ConvertName(name.TrimStart('@', '$'));
        if (Reserved.Contains(field))
            field += '_';
        if (Names.Count < NameCacheSize)
            Names.TryAdd(name, field);
        return field;
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case decimal number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            case float number when float.IsFinite(number): json.WriteNumber(name, number); break;
            case DateTimeOffset time: json.WriteString(name, time); break;
            case TimeSpan span: json.WriteString(name, span.ToString("c")); break;
            case IFormattable formattable: json.WriteString(name, formattable.ToString(format: null, formatProvider: null)); break;
            case System.Collections.IEnumerable items: json.WriteString(name, string.Join(", ", items.Cast<object?>())); break;
            default: json.WriteString(name, value.ToString()); break;
        }
    }
}
