using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Llm;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Kind">In our words only; shown to readers of the report.</param>
/// <param name="Detail">May quote the model, so it goes back to the model and nowhere else.</param>
internal sealed record AnswerProblem(string Kind, string Detail);

/// <summary>Turns what a model wrote into a role's output, or says why it can't be used. Nothing is guessed or filled in.</summary>
internal static class AnswerReader
{
    private const int MaxStringBytes = 16 << 10;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <returns>Null when <paramref name="output"/> may be used.</returns>
    public static AnswerProblem? Read<T>(ChatResponse answer, CitationRules citations, string language, out T? output)
        where T : class, IRoleOutput
    {
        output = null;
        if (answer.FinishReason == ChatFinishReason.ContentFilter)
            return new("withheld by the provider", "The answer was withheld by a content filter.");
        if (string.IsNullOrWhiteSpace(answer.Text))
            return new("empty", "The answer was empty.");
        if (answer.FinishReason == ChatFinishReason.Length)
            return new("cut off", "The answer was cut off at the token limit: be briefer.");

        if (Parse(answer.Text, out output) is { } shape)
            return shape;
        AnswerProblem? problem = output!.Problems().ToArray() is { Length: > 0 } found
            ? new("values out of range", string.Join("; ", found))
            : citations.Check(output.Claims) ?? AnswerLanguage.Check(output.Claims, language);
        if (problem is not null)
            output = null;
        return problem;
    }

    /// <summary>The shape alone: JSON of the type, with nothing missing, null or infinite where the type promises a value.</summary>
    public static AnswerProblem? Parse<T>(string text, out T? output)
        where T : class
    {
        output = null;
        try
        {
            using var document = JsonDocument.Parse(WithoutWrapping(text).AsMemory(), Strict);
            if (Unusable(document.RootElement, "$") is { } detail)
                return new("wrong shape", detail);
            output = document.Deserialize<T>(AnswerFormat.Json);
            return output is null ? new("wrong shape", "The answer must be a JSON object.") : null;
        }
        catch (JsonException error) when (error.Path is null)
        {
            return new("not JSON", error.Message);
        }
        // Beside JsonException: what a type's own converter or constructor says of a value it can't take.
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            return new("wrong shape", error.Message);
        }
    }

    /// <summary>Drops, once, what models like to put around JSON: a code fence, a friendly sentence.</summary>
    private static string WithoutWrapping(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('{') && trimmed.EndsWith('}'))
            return trimmed;
        var (first, last) = (trimmed.IndexOf('{'), trimmed.LastIndexOf('}'));
        return first >= 0 && last > first ? trimmed[first..(last + 1)] : trimmed;
    }

    /// <summary>What JSON and the types would let through: numbers past the range of a double, nulls in lists, walls of text.</summary>
    private static string? Unusable(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(p => Unusable(p.Value, $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
        JsonValueKind.Array => element.EnumerateArray()
            .Select((item, i) => item.ValueKind == JsonValueKind.Null ? $"{path}[{i}] is null." : Unusable(item, $"{path}[{i}]"))
            .FirstOrDefault(p => p is not null),
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number) ? null : $"{path} is not a finite number.",
        JsonValueKind.String => JsonMarshal.GetRawUtf8Value(element).Length <= MaxStringBytes ? null : $"{path} is too long.",
        _ => null,
    };
}
