using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace StockAgents.Agents.Llm;

/// <summary>
/// One call with a bounded end: a slot of the process, then a deadline over everything below it, retries that obey
/// <c>Retry-After</c>, and a breaker. Ends in an answer, a <see cref="ModelCallException"/> or a cancellation by the caller.
/// </summary>
internal sealed partial class ResilientChatClient : DelegatingChatClient
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("call");

    private readonly LlmOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly EndpointBreaker _breaker;
    private readonly RetryBudget _budget;
    private readonly SemaphoreSlim _slots;
    private readonly ResiliencePipeline _pipeline;

    public ResilientChatClient(IChatClient provider, LlmOptions options, TimeProvider clock, ILogger<ResilientChatClient> logger)
        : base(provider)
    {
        (_options, _clock, _logger) = (options, clock, logger);
        _breaker = new EndpointBreaker(options.BreakAfter, options.Break, clock);
        _budget = new RetryBudget(options.MaxRetriesPerRun);
        _slots = new SemaphoreSlim(options.Concurrency);
        _pipeline = BuildPipeline();
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Outside the deadline: waiting for a busy process is not the endpoint's fault.
        await _slots.WaitAsync(cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var call = new Call(messages, options, cancellationToken, _clock.GetUtcNow() + _options.Deadline);
            context.Properties.Set(CallKey, call);
            return await _pipeline.ExecuteAsync(AttemptAsync, context);
        }
        catch (TimeoutRejectedException)
        {
            throw new ModelCallException(ModelFault.Deadline, $"The model did not answer within {_options.DeadlineSeconds} s.");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            _slots.Release();
        }
    }

    /// <summary>The finished answer as one update: nothing passes the limits by asking for a stream.</summary>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _slots.Dispose();
        base.Dispose(disposing);
    }

    private ResiliencePipeline BuildPipeline()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = _options.Deadline });
        if (_options.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(20),
                ShouldHandle = retry => ValueTask.FromResult(MayRetry(retry.Context, retry.Outcome.Exception)),
                DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as ModelCallException)?.RetryAfter),
                OnRetry = retry =>
                {
                    LogRetry(((ModelCallException)retry.Outcome.Exception!).Fault, retry.AttemptNumber + 2, retry.RetryDelay.TotalSeconds);
                    return default;
                },
            });
        }
        return builder.Build();
    }

    private bool MayRetry(ResilienceContext context, Exception? error)
    {
        context.Properties.TryGetValue(CallKey, out var call);
        return error is ModelCallException { Transient: true } fault
            && call!.Attempts < _options.MaxAttempts
            // A wait that ends after the deadline only delays the bad news.
            && _clock.GetUtcNow() + (fault.RetryAfter ?? TimeSpan.Zero) < call.Deadline
            && _budget.TrySpend((call.Options as RoleCall)?.Run);
    }

    private async ValueTask<ChatResponse> AttemptAsync(ResilienceContext context)
    {
        context.Properties.TryGetValue(CallKey, out var call);
        if (!_breaker.TryEnter())
            throw new ModelCallException(ModelFault.CircuitOpen, "The model endpoint failed repeatedly and is left alone for a while.");
        call!.Attempts++;
        try
        {
            var response = _options.Stream
                ? await InnerClient.GetStreamingResponseAsync(call.Messages, call.Options, context.CancellationToken).ToChatResponseAsync(context.CancellationToken)
                : await InnerClient.GetResponseAsync(call.Messages, call.Options, context.CancellationToken);
            _breaker.Succeeded();
            return ModelCall.WithAttempts(response, call.Attempts);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            Report(endpointIsIll: !call.CallerGaveUp);
            throw;
        }
        // The one place where an SDK's exceptions end: a hostile body can make it throw nearly anything.
        catch (Exception error) when (ProviderFaults.Classify(error, _clock) is { } fault)
        {
            // A cancelled read may surface as a broken connection.
            context.CancellationToken.ThrowIfCancellationRequested();
            throw Reported(fault);
        }
    }

    private ModelCallException Reported(ModelCallException fault)
    {
        Report(fault.EndpointIsIll);
        return fault;
    }

    private void Report(bool endpointIsIll)
    {
        if (endpointIsIll)
            _breaker.Failed();
        else
            _breaker.LearnedNothing();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Model call failed ({Fault}); attempt {Attempt} follows in {DelaySeconds:F1} s")]
    private partial void LogRetry(ModelFault fault, int attempt, double delaySeconds);

    private sealed record Call(IEnumerable<ChatMessage> Messages, ChatOptions? Options, CancellationToken Caller, DateTimeOffset Deadline)
    {
        public int Attempts { get; set; }

        public bool CallerGaveUp => Caller.IsCancellationRequested;
    }
}
