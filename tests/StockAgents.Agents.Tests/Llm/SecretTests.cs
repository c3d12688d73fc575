using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

/// <summary>Listens to everything a process says: other tests must not talk in between.</summary>
[CollectionDefinition(nameof(SecretTests), DisableParallelization = true)]
[Collection(nameof(SecretTests))]
public sealed class SecretTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task The_key_appears_in_no_log_span_answer_or_journal_even_if_the_endpoint_echoes_it(int status)
    {
        using var said = new Eavesdropper();
        await using var world = await ModelWorld.StartAsync(logging: logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(said));
        world.Server.Answer = _ => status == 200
            ? ModelReply.Text(Opinion.Good)
            : ModelReply.Status(status, message: $"Incorrect API key provided: {ModelWorld.Key}");
        var run = new TestRun();

        var answer = await world.AskInAHurryAsync(run);

        Assert.Equal($"Bearer {ModelWorld.Key}", world.Server.Calls[0].Request.Authorization);
        Assert.Contains(said.Lines, line => line.StartsWith("span chat test-model", StringComparison.Ordinal));
        Assert.Equal(status != 200, said.Lines.Any(line => line.Contains("falls back to its rules", StringComparison.Ordinal)));
        Assert.All([.. said.Lines, .. run.Journal.Values, JsonSerializer.Serialize(answer)],
            line => Assert.DoesNotContain(ModelWorld.Key, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_call_shows_our_words_only()
    {
        await using var world = await ModelWorld.StartAsync();
        world.Server.Answer = _ => ModelReply.Status(403, message: $"key {ModelWorld.Key} is not allowed");

        var error = await Assert.ThrowsAnyAsync<Exception>(() => world.Host.Services.GetRequiredService<IChatClient>()
            .GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken));

        Assert.DoesNotContain(ModelWorld.Key, error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task A_span_tells_the_model_and_the_tokens_but_not_what_was_said()
    {
        using var said = new Eavesdropper();
        await using var world = await ModelWorld.StartAsync();

        await world.AskAsync();

        var span = Assert.Single(said.Lines, line => line.StartsWith("span chat test-model", StringComparison.Ordinal));
        Assert.Contains("gen_ai.usage.input_tokens=", span, StringComparison.Ordinal);
        Assert.Contains("stockagents.task_id=task-1", span, StringComparison.Ordinal);
        Assert.Contains("stockagents.llm.replayed=False", span, StringComparison.Ordinal);
        Assert.DoesNotContain("40.79", span, StringComparison.Ordinal);
        Assert.DoesNotContain("You are the", span, StringComparison.Ordinal);
    }

    private sealed class Eavesdropper : ILoggerProvider, ILogger
    {
        private readonly ActivityListener _spans;

        public Eavesdropper()
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => Lines.Enqueue($"span {span.DisplayName} {span.Status} {span.StatusDescription} "
                    + string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}"))
                    + string.Join(' ', span.Events.SelectMany(e => e.Tags).Select(t => $"{t.Key}={t.Value}"))),
            };
            ActivitySource.AddActivityListener(_spans);
        }

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() => _spans.Dispose();
    }
}
