using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StockAgents.TestKit.Llm;

/// <summary>
/// Writes an answer that fits any JSON schema it is shown, so that whole runs can be driven without knowing the roles.
/// Numbers are 1 unless bounds say otherwise (within 0..1, 0..10 and 0..100 alike), lists have one item, and lists of
/// evidence ids take theirs from the question. Sentences hold no number, so a checker has nothing to object to.
/// </summary>
/// <param name="values">Values for properties by name, where a role asks for more than its schema says.</param>
public sealed class SchemaSampler(IReadOnlyDictionary<string, JsonNode>? values = null)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Sample(ModelRequest request)
    {
        var schema = request.Schema ?? throw new InvalidOperationException("The request names no schema to sample.");
        return Sample(schema, request.EvidenceIds, request.WantsChinese);
    }

    public string Sample(JsonElement schema, IReadOnlyList<string> evidenceIds, bool chinese = false) =>
        new Walk(schema, evidenceIds, chinese ? "趋势与所引证据一致。" : "The trend agrees with the evidence cited.", values).Value(schema, "")!.ToJsonString(Readable);

    private sealed class Walk(JsonElement root, IReadOnlyList<string> ids, string sentence, IReadOnlyDictionary<string, JsonNode>? values)
    {
        public JsonNode? Value(JsonElement schema, string name)
        {
            if (values is not null && values.TryGetValue(name, out var given))
                return given.DeepClone();
            if (schema.ValueKind != JsonValueKind.Object)
                return JsonValue.Create(sentence);
            if (schema.TryGetProperty("$ref", out var reference))
                return Value(Resolve(reference.GetString()!), name);
            if (schema.TryGetProperty("const", out var constant))
                return JsonNode.Parse(constant.GetRawText());
            if (schema.TryGetProperty("enum", out var words))
                return JsonNode.Parse(words.EnumerateArray().First(w => w.ValueKind != JsonValueKind.Null).GetRawText());
            foreach (var union in (string[])["anyOf", "oneOf"])
            {
                if (schema.TryGetProperty(union, out var options))
                    return Value(options.EnumerateArray().First(o => !TypesOf(o).SequenceEqual(["null"])), name);
            }
            return TypesOf(schema).FirstOrDefault(t => t != "null") switch
            {
                "object" => Members(schema),
                "array" => Items(schema, name),
                "integer" => JsonValue.Create((long)Number(schema)),
                "number" => JsonValue.Create(Number(schema)),
                "boolean" => JsonValue.Create(false),
                "string" or null => JsonValue.Create(Text(schema, name)),
                var type => throw new NotSupportedException($"No sample for schema type '{type}' of '{name}'."),
            };
        }

        private JsonObject Members(JsonElement schema)
        {
            var result = new JsonObject();
            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject())
                    result[property.Name] = Value(property.Value, property.Name);
            }
            return result;
        }

        private JsonArray Items(JsonElement schema, string name)
        {
            if (!schema.TryGetProperty("items", out var item))
                return [];
            if (name.Contains("evidence", StringComparison.OrdinalIgnoreCase) && TypesOf(item).Contains("string"))
                return [.. ids.Take(2).Select(id => JsonValue.Create(id))];
            var count = schema.TryGetProperty("minItems", out var min) ? Math.Max(1, min.GetInt32()) : 1;
            return [.. Enumerable.Range(0, count).Select(_ => Value(item, name))];
        }

        private static decimal Number(JsonElement schema)
        {
            var low = schema.TryGetProperty("minimum", out var min) ? min.GetDecimal() : decimal.MinValue;
            var high = schema.TryGetProperty("maximum", out var max) ? max.GetDecimal() : decimal.MaxValue;
            return Math.Clamp(1, low, high);
        }

        private string Text(JsonElement schema, string name)
        {
            var format = schema.TryGetProperty("format", out var given) ? given.GetString() : null;
            return format switch
            {
                "date" => "2024-01-02",
                "date-time" => "2024-01-02T00:00:00Z",
                "uri" => "https://example.com/",
                _ when name is "evidence_id" && ids.Count > 0 => ids[0],
                _ => sentence,
            };
        }

        private JsonElement Resolve(string pointer) => pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .Aggregate(root, (at, part) => at.ValueKind == JsonValueKind.Array ? at[int.Parse(part)] : at.GetProperty(part));

        private static IReadOnlyList<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type)
            ? []
            : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
    }
}
