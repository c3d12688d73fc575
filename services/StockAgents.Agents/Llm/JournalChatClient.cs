using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace StockAgents.Agents.Llm;

/// <summary>
/// Makes each call of a run once: a finished one is in the run's journal under its content hash and is replayed when
/// another worker takes the run over. Calls that failed are not kept. A call outside a run passes through.
/// </summary>
internal sealed class JournalChatClient(IChatClient inner, TimeProvider clock) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is not RoleCall call)
            return await base.GetResponseAsync(messages, options, cancellationToken);

        IReadOnlyList<ChatMessage> conversation = [.. messages];
        var hash = CallHash.Of(conversation, call);
        var replayed = true;
        var finished = await call.Run.StepAsync($"llm:{call.Role}:{hash}", async token =>
        {
            replayed = false;
            var started = clock.GetTimestamp();
            var response = await base.GetResponseAsync(conversation, call, token);
            return ModelCall.Of(response, call.ModelId ?? "", clock.GetElapsedTime(started));
        }, cancellationToken);

        // The span of the call: telemetry is the layer above.
        Activity.Current?.SetTag("stockagents.task_id", call.Run.Spec.TaskId)
            .SetTag("stockagents.role", call.Role)
            .SetTag("stockagents.llm.hash", hash)
            .SetTag("stockagents.llm.replayed", replayed)
            .SetTag("stockagents.llm.attempts", finished.Attempts);
        return finished.ToResponse();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }
}
