using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Llm;

/// <summary>The JSON a model must write for a role's output: the contract's spelling, but nothing is forgiven.</summary>
internal static class AnswerFormat
{
    private static readonly ConcurrentDictionary<Type, ChatResponseFormatJson> Formats = new();

    public static JsonSerializerOptions Json { get; } = Create();

    /// <summary>The schema of <typeparamref name="T"/>, sent with the request and put into words in the prompt.</summary>
    public static ChatResponseFormatJson Of<T>() => Formats.GetOrAdd(typeof(T), static type =>
        ChatResponseFormat.ForJsonSchema(AIJsonUtilities.CreateJsonSchema(type, serializerOptions: Json), schemaName: type.Name));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            // Before the types' own converters, which would take a number for a name.
            Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
            MaxDepth = 32,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DropComputed } },
        };
        ContractJson.Configure(options);
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MakeReadOnly();
        return options;
    }

    // What a type computes from its other members is not for a model to write.
    private static void DropComputed(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
                type.Properties.RemoveAt(i);
        }
    }
}
