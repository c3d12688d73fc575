using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StockAgents.TestKit.Llm;

/// <summary>A chat completion request as the server read it.</summary>
public sealed partial class ModelRequest
{
    private ModelRequest(int number, byte[] body, JsonElement json, string? authorization)
    {
        (Number, Authorization) = (number, authorization);
        Hash = Convert.ToHexStringLower(SHA256.HashData(body));
        Model = json.GetProperty("model").GetString()!;
        IsStream = json.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        Temperature = json.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null;
        Messages = [.. json.GetProperty("messages").EnumerateArray().Select(m => new ModelMessage(m.GetProperty("role").GetString()!, TextOf(m)))];
        if (json.TryGetProperty("response_format", out var format) && format.TryGetProperty("json_schema", out var schema))
            Schema = schema.GetProperty("schema").Clone();
    }

    /// <summary>1 for the server's first request.</summary>
    public int Number { get; }

    public string Model { get; }

    public IReadOnlyList<ModelMessage> Messages { get; }

    /// <summary>The JSON schema asked for, if one was.</summary>
    public JsonElement? Schema { get; }

    public bool IsStream { get; }

    public double? Temperature { get; }

    /// <summary>The whole header, so that a test can see the key arrive.</summary>
    public string? Authorization { get; }

    /// <summary>SHA-256 of the body: the same question has the same hash.</summary>
    public string Hash { get; }

    /// <summary>The role that asks, from the line <c>Role: ...</c> of the first user message.</summary>
    public string? Role => RoleLine().Match(Question) is { Success: true } line ? line.Groups["role"].Value : null;

    /// <summary>The first user message.</summary>
    public string Question => Messages.FirstOrDefault(m => m.Role == "user")?.Text ?? "";

    /// <summary>True when an earlier answer is being corrected.</summary>
    public bool IsRepair => Messages.Any(m => m.Role == "assistant");

    /// <summary>Evidence ids in the question, in order of appearance.</summary>
    public IReadOnlyList<string> EvidenceIds => [.. EvidenceId().Matches(Question).Select(m => m.Value).Distinct()];

    public bool WantsChinese => Messages.Any(m => m.Role == "system" && m.Text.Contains("(zh)", StringComparison.Ordinal));

    internal static ModelRequest Read(int number, byte[] body, string? authorization)
    {
        using var json = JsonDocument.Parse(body);
        return new ModelRequest(number, body, json.RootElement, authorization);
    }

    private static string TextOf(JsonElement message) => message.GetProperty("content") switch
    {
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(p => p.GetProperty("text").GetString())),
        var text => text.GetString() ?? "",
    };

    [GeneratedRegex(@"^Role: (?<role>\w+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleLine();

    [GeneratedRegex("(?<![A-Za-z0-9])E[1-9][0-9]{0,5}(?![A-Za-z0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EvidenceId();
}

public sealed record ModelMessage(string Role, string Text);
