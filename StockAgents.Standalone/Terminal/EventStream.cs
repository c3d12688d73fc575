using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Standalone.Terminal;

internal static class EventStream
{
    /// <summary>The events of a run as they come; ends with the run.</summary>
    public static async IAsyncEnumerable<(string Name, string Data)> FollowAsync(
        IAnalysesApi analyses, string taskId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await analyses.StreamAsync(taskId, lastEventId: null, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
            yield return (item.EventType, item.Data);
    }
}
