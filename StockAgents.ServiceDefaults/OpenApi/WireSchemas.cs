using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace StockAgents.ServiceDefaults.OpenApi;

/// <summary>Corrects what the generator gets wrong about our types, so that every answer validates against the document.</summary>
internal static class WireSchemas
{
    public static void Correct(OpenApiSchema schema, JsonTypeInfo type)
    {
        // A null among an enum's words makes null fit twice where a property is "null or this", and so not at all.
        if (schema.Enum is { } words)
            schema.Enum = [.. words.Where(word => word is not null && !word.IsJsonNullSentinel())];
        // A converter hides the shape. Types that are parsed from text are written as text.
        if (schema.Type is null && type.Type.IsDefined(typeof(JsonConverterAttribute), inherit: false) && IsParsed(type.Type))
            schema.Type = JsonSchemaType.String;
    }

    private static bool IsParsed(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));
}
