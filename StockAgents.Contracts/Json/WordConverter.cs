using System.Text.Json.Serialization;

namespace StockAgents.Contracts.Json;

/// <summary>An enum as its word; the number behind it is ours and no value on the wire.</summary>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
