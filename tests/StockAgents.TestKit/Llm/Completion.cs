using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace StockAgents.TestKit.Llm;

/// <summary>The wire form of OpenAI chat completions, whole and as server-sent events.</summary>
internal static class Completion
{
    private const int PieceLength = 24;

    public static async Task WriteAsync(HttpResponse response, ModelRequest request, string content, string finishReason, CancellationToken stop)
    {
        var usage = new JsonObject
        {
            ["prompt_tokens"] = Tokens(string.Concat(request.Messages.Select(m => m.Text))),
            ["completion_tokens"] = Tokens(content),
            ["total_tokens"] = Tokens(string.Concat(request.Messages.Select(m => m.Text))) + Tokens(content),
        };
        if (!request.IsStream)
        {
            var message = new JsonObject { ["role"] = "assistant", ["content"] = content };
            response.ContentType = "application/json";
            await response.WriteAsync(Envelope(request, "message", message, finishReason, usage).ToJsonString(), stop);
            return;
        }
        response.ContentType = "text/event-stream";
        for (var start = 0; start < content.Length; start += PieceLength)
            await response.WriteAsync(Chunk(request, content.Substring(start, Math.Min(PieceLength, content.Length - start))), stop);
        await response.WriteAsync(Event(Envelope(request, "delta", [], finishReason, usage)), stop);
        await response.WriteAsync("data: [DONE]\n\n", stop);
    }

    /// <summary>Headers and the beginning of an answer, flushed, so that the client is inside the body.</summary>
    public static async Task WriteOpeningAsync(HttpResponse response, ModelRequest request, CancellationToken stop)
    {
        response.ContentType = request.IsStream ? "text/event-stream" : "application/json";
        await response.WriteAsync(
            request.IsStream ? Chunk(request, "{") : """{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":" """, stop);
        await response.Body.FlushAsync(stop);
    }

    public static string Chunk(ModelRequest request, string piece) =>
        Event(Envelope(request, "delta", new JsonObject { ["role"] = "assistant", ["content"] = piece }, finishReason: null, usage: null));

    public static string Error(string message) =>
        new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "scripted", ["code"] = null } }.ToJsonString();

    // About four characters a token, as the vendor's own rule of thumb has it.
    private static int Tokens(string text) => (text.Length + 3) / 4;

    private static string Event(JsonObject data) => $"data: {data.ToJsonString(JsonSerializerOptions.Default)}\n\n";

    private static JsonObject Envelope(ModelRequest request, string part, JsonObject content, string? finishReason, JsonObject? usage) => new()
    {
        ["id"] = $"chatcmpl-{request.Number}",
        ["object"] = request.IsStream ? "chat.completion.chunk" : "chat.completion",
        ["created"] = 1_700_000_000,
        ["model"] = request.Model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, [part] = content, ["finish_reason"] = finishReason }),
        ["usage"] = usage,
    };
}
