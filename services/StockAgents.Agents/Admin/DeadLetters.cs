using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Contracts.Analysis;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.Agents.Admin;

/// <summary>Runs that ended badly: what happened, once more from where they stopped, or never again.</summary>
internal static class DeadLetters
{
    /// <summary>The newest letters. <c>total</c> counts all of them.</summary>
    public static async Task<Results<Ok<DeadLetterList>, ProblemHttpResult>> ListAsync(IAnalysisQueue queue, CancellationToken cancellationToken, int limit = 100)
    {
        if (limit is < 1 or > 500)
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, "limit must be 1 to 500.");
        var letters = await queue.ListDeadAsync(limit, cancellationToken);
        return TypedResults.Ok(new DeadLetterList([.. letters.Select(l => ItemOf(l.Letter))], (await queue.CountAsync(cancellationToken)).Dead));
    }

    /// <summary>One letter, with where its run stands now.</summary>
    public static async Task<Results<Ok<DeadLetterItem>, ProblemHttpResult>> GetAsync(
        string taskId, IAnalysisQueue queue, IDbContextFactory<AgentsDb> contexts, CancellationToken cancellationToken)
    {
        if (await queue.FindDeadAsync(taskId, cancellationToken) is not [var newest, ..])
            return NoSuchLetter(taskId);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var status = await db.Runs.Where(r => r.TaskId == taskId).Select(r => (RunStatus?)r.Status).FirstOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(ItemOf(newest.Letter) with { Status = status });
    }

    /// <summary>Gives the run a new series of attempts, once however often it is asked for; what it had finished is not done again.</summary>
    public static async Task<Results<Accepted<ReplayAnswer>, ProblemHttpResult>> ReplayAsync(
        string taskId, IAnalysisQueue queue, Replay replay, CancellationToken cancellationToken)
    {
        // Those that are known now: a letter that the new attempts leave behind must stay.
        var letters = await queue.FindDeadAsync(taskId, cancellationToken);
        if (letters.Count == 0)
            return NoSuchLetter(taskId);
        var refused = await replay.BeginAsync(taskId, cancellationToken);
        await queue.RemoveDeadAsync([.. letters.Select(l => l.Id)], cancellationToken);
        return refused is null
            ? TypedResults.Accepted($"/api/analyze/status/{taskId}", new ReplayAnswer(taskId, RunStatus.Pending))
            : Problems.Create(StatusCodes.Status409Conflict, ErrorCodes.ResourceExists, refused);
    }

    /// <summary>Removes the letter; the run stays failed.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(string taskId, IAnalysisQueue queue, CancellationToken cancellationToken)
    {
        var letters = await queue.FindDeadAsync(taskId, cancellationToken);
        return await queue.RemoveDeadAsync([.. letters.Select(l => l.Id)], cancellationToken) > 0
            ? TypedResults.NoContent()
            : NoSuchLetter(taskId);
    }

    private static DeadLetterItem ItemOf(DeadLetter letter) =>
        new(letter.TaskId, letter.Symbol, letter.Cause, letter.Attempts, letter.Worker, letter.FailedAt, letter.OriginalMessageId);

    private static ProblemHttpResult NoSuchLetter(string taskId) =>
        Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.ResourceNotFound, $"There is no dead letter of task '{taskId}'.");
}
