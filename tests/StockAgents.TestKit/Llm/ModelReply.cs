using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace StockAgents.TestKit.Llm;

/// <summary>What the server does with one request: a script of how a model endpoint answers, or fails to.</summary>
public abstract class ModelReply
{
    /// <summary>A well-formed completion whose content is <paramref name="content"/>, whatever that is: JSON, prose, nothing.</summary>
    public static ModelReply Text(string content, string finishReason = "stop") =>
        new Scripted((http, request, stop) => Completion.WriteAsync(http.Response, request, content, finishReason, stop));

    /// <summary>An answer that matches the schema of the request and cites evidence of its question.</summary>
    public static ModelReply Sample(SchemaSampler? sampler = null) =>
        new Scripted((http, request, stop) =>
            Completion.WriteAsync(http.Response, request, (sampler ?? new SchemaSampler()).Sample(request), "stop", stop));

    /// <summary>An HTTP error, with <c>Retry-After</c> in seconds if given.</summary>
    public static ModelReply Status(int status, int? retryAfter = null, string message = "scripted failure") =>
        new Scripted((http, _, stop) =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            if (retryAfter is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return http.Response.WriteAsync(Completion.Error(message), stop);
        });

    /// <summary>200 with a body that is sent as it stands.</summary>
    public static ModelReply Body(string body, string contentType = "application/json") =>
        new Scripted((http, _, stop) =>
        {
            http.Response.ContentType = contentType;
            return http.Response.WriteAsync(body, stop);
        });

    /// <summary>The first half of a completion, then the connection is reset.</summary>
    public static ModelReply ResetMidBody() =>
        new Scripted(async (http, request, stop) =>
        {
            await Completion.WriteOpeningAsync(http.Response, request, stop);
            http.Abort();
        });

    /// <summary>Opens a completion and then sends one byte of it whenever <paramref name="pace"/> lets it, for ever.</summary>
    public static ModelReply Drip(Func<CancellationToken, Task> pace) =>
        new Scripted(async (http, request, stop) =>
        {
            await Completion.WriteOpeningAsync(http.Response, request, stop);
            while (true)
            {
                await pace(stop);
                await http.Response.Body.WriteAsync("a"u8.ToArray(), stop);
                await http.Response.Body.FlushAsync(stop);
            }
        });

    /// <summary>Opens a completion and writes <paramref name="bytes"/> of its content, then nothing: only the client's hanging up ends it.</summary>
    public static ModelReply Long(long bytes = long.MaxValue) =>
        new Scripted(async (http, request, stop) =>
        {
            await Completion.WriteOpeningAsync(http.Response, request, stop);
            var piece = request.IsStream ? Encoding.UTF8.GetBytes(Completion.Chunk(request, new string('a', 4000))) : [.. Enumerable.Repeat((byte)'a', 16 << 10)];
            for (long sent = 0; sent < bytes; sent += piece.Length)
                await http.Response.Body.WriteAsync(piece, stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

    /// <summary>Waits for <paramref name="gate"/>, then does <paramref name="then"/>.</summary>
    public static ModelReply After(Task gate, ModelReply then) =>
        new Scripted(async (http, request, stop) =>
        {
            await gate.WaitAsync(stop);
            await then.WriteAsync(http, request, stop);
        });

    internal abstract Task WriteAsync(HttpContext http, ModelRequest request, CancellationToken stop);

    private sealed class Scripted(Func<HttpContext, ModelRequest, CancellationToken, Task> write) : ModelReply
    {
        internal override Task WriteAsync(HttpContext http, ModelRequest request, CancellationToken stop) => write(http, request, stop);
    }
}
