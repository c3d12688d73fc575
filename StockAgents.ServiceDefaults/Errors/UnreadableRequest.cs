using System.Text.Json;
using System.Text.RegularExpressions;

namespace StockAgents.ServiceDefaults.Errors;

/// <summary>Words why a request could not be read, for its sender: fields and positions, no type names of ours.</summary>
internal static partial class UnreadableRequest
{
    private const string ConversionFailed = "The JSON value could not be converted to";
    private const string UnknownField = "could not be mapped to any .NET member";
    private const string DuplicateField = "Duplicate property";
    private const int LongestQuote = 200;
    private const string RequiredMissing = "was missing required properties including:";

    public static string Sentence(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException json } => OfJson(json),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "Send the body as application/json.",
        _ when exception.Message.Contains("from body", StringComparison.Ordinal)
            || exception.Message.Contains("no body was provided", StringComparison.Ordinal) => "A JSON body is required.",
        _ => Shortened(OfParameter(exception.Message)),
    };

    private static string OfJson(JsonException json)
    {
        // The reader's own exception is the inner one when the text is not JSON at all.
        if (json.InnerException is JsonException || json.Path is null)
            return $"The request body is not valid JSON (line {json.LineNumber + 1 ?? 1}, position {json.BytePositionInLine + 1 ?? 1}).";

        var required = json.Message.IndexOf(RequiredMissing, StringComparison.Ordinal);
        if (required >= 0)
            return $"The request body lacks required fields: {json.Message[(required + RequiredMissing.Length)..].Trim().TrimEnd('.')}.";
        if (json.Message.Contains(UnknownField, StringComparison.Ordinal))
            return $"There is no field {Field(json.Path)} in this request; the API is described at /docs.";
        if (json.Message.StartsWith(DuplicateField, StringComparison.Ordinal))
            return $"The request body has a field twice: {json.Message.Split('\'').ElementAtOrDefault(1)}.";
        if (json.Message.StartsWith(ConversionFailed, StringComparison.Ordinal))
            return $"The field {Field(json.Path)} has a value of the wrong type or one that is not allowed.";

        var end = json.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return $"The field {Field(json.Path)} is not acceptable: {(end < 0 ? json.Message : json.Message[..end])}";
    }

    private static string OfParameter(string message)
    {
        var unbound = UnboundParameter().Match(message);
        return unbound.Success
            ? $"'{Shortened(unbound.Groups["value"].Value)}' is not a value that {unbound.Groups["name"].Value} can have."
            : TypedParameter().Replace(message, "'${name}'");
    }

    /// <summary>What the caller sent is repeated only as far as it helps.</summary>
    private static string Shortened(string text) => text.Length <= LongestQuote ? text : $"{text.AsSpan(0, LongestQuote)}...";

    private static string Field(string path) => path is "$" ? "at the top of the body" : $"'{path.TrimStart('$').TrimStart('.')}'";

    [GeneratedRegex("""
        ^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 100)]
    private static partial Regex UnboundParameter();

    [GeneratedRegex("""
        "\S+ (?<name>\w+)"
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TypedParameter();
}
