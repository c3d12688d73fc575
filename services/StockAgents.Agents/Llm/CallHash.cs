using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace StockAgents.Agents.Llm;

/// <summary>Names a model call by what is asked: two calls with the same hash may share an answer.</summary>
internal static class CallHash
{
    /// <summary>SHA-256 over model, parameters, schema and messages, in lower-case hex.</summary>
    public static string Of(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(16 << 10);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(options.ModelId);
            WriteNumber(json, options.Temperature);
            WriteNumber(json, options.MaxOutputTokens);
            if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
                schema.WriteTo(json);
            foreach (var message in messages)
            {
                json.WriteStringValue(message.Role.Value);
                json.WriteStringValue(message.Text);
            }
            json.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteNumber(Utf8JsonWriter json, double? value)
    {
        if (value is { } number)
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }
}
