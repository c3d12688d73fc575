using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace StockAgents.TestKit.Llm;

/// <summary>
/// A model endpoint on a free port of this machine that speaks OpenAI chat completions and does what it is told: queued
/// replies first, then <see cref="Answer"/>. Keeps a record of every call.
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ModelReply> _script = new();
    private readonly List<CallRecord> _calls = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;

    private ScriptedModelServer(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            // A slow drip is part of the repertoire.
            kestrel.Limits.MinResponseDataRate = null;
        });
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", HandleAsync);
    }

    /// <summary>Ends in <c>/v1</c>, as <c>OPENAI_BASE_URL</c> does.</summary>
    public Uri BaseUrl => new(_app.Urls.First() + "/v1");

    /// <summary>Answers what the queue has no reply for; by default with a sample of the schema asked for.</summary>
    public Func<ModelRequest, ModelReply> Answer { get; set; } = _ => ModelReply.Sample();

    /// <summary>The calls so far, in order of arrival.</summary>
    public IReadOnlyList<CallRecord> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    /// <param name="clock">Stamps the records; the machine's clock if left out.</param>
    public static async Task<ScriptedModelServer> StartAsync(Func<ModelRequest, ModelReply>? answer = null, TimeProvider? clock = null)
    {
        var server = new ScriptedModelServer(clock ?? TimeProvider.System);
        if (answer is not null)
            server.Answer = answer;
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Replies for the next calls, one each.</summary>
    public ScriptedModelServer Next(params ReadOnlySpan<ModelReply> replies)
    {
        foreach (var reply in replies)
            _script.Enqueue(reply);
        return this;
    }

    /// <summary>Completes once <paramref name="count"/> calls have arrived.</summary>
    public Task ArrivalsAsync(int count, CancellationToken cancellationToken)
    {
        lock (_calls)
        {
            if (_calls.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var started = _clock.GetUtcNow();
        var authorization = http.Request.Headers.Authorization.ToString();
        CallRecord record;
        ModelRequest request;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        lock (_calls)
        {
            request = ModelRequest.Read(_calls.Count + 1, body.ToArray(), authorization.Length == 0 ? null : authorization);
            record = new CallRecord(request, started);
            _calls.Add(record);
            foreach (var (count, reached) in _waiters)
            {
                if (count <= _calls.Count)
                    reached.TrySetResult();
            }
        }
        try
        {
            await (_script.TryDequeue(out var reply) ? reply : Answer(request)).WriteAsync(http, request, http.RequestAborted);
            record.End(_clock.GetUtcNow(), hungUp: false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            record.End(_clock.GetUtcNow(), hungUp: true);
        }
    }
}
