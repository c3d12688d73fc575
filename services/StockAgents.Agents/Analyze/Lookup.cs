using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>Reads one run or report. Somebody else's is answered like one that does not exist.</summary>
internal static class Lookup
{
    /// <summary>Where a run stands, from the moment of its acceptance.</summary>
    public static async Task<Results<Ok<AnalysisStatus>, ProblemHttpResult>> StatusAsync(
        string taskId, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking().OwnedBy(caller.UserId()).FirstOrDefaultAsync(r => r.TaskId == taskId, cancellationToken);
        return run is null ? NoSuchTask(taskId) : TypedResults.Ok(StatusOf(run));
    }

    /// <summary>The newest completed analysis of a symbol.</summary>
    public static async Task<Results<Ok<AnalysisDetail>, ProblemHttpResult>> LatestAsync(
        string symbol, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, CancellationToken cancellationToken)
    {
        if (!Symbol.TryParse(symbol, out var parsed, out var problem))
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking().OwnedBy(caller.UserId())
            .Where(r => r.Symbol == parsed.Value && r.Status == RunStatus.Completed).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        return run is null
            ? Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.ResourceNotFound, $"There is no completed analysis of {parsed} yet; POST /api/analyze/{parsed} starts one.")
            : TypedResults.Ok(await DetailOfAsync(db, run, cancellationToken));
    }

    /// <summary>One analysis by its number.</summary>
    public static async Task<Results<Ok<AnalysisDetail>, ProblemHttpResult>> DetailAsync(
        long analysisId, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking().OwnedBy(caller.UserId()).FirstOrDefaultAsync(r => r.Id == analysisId, cancellationToken);
        if (run is null)
            return Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.ResourceNotFound, $"There is no analysis {analysisId}.");
        return run.Status is RunStatus.Completed
            ? TypedResults.Ok(await DetailOfAsync(db, run, cancellationToken))
            : Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.ResourceNotFound, $"Analysis {analysisId} has no report: it is {WireEnum<RunStatus>.NameOf(run.Status)}.");
    }

    public static IQueryable<Run> OwnedBy(this IQueryable<Run> runs, int? userId) => runs.Where(r => r.UserId == userId);

    public static ProblemHttpResult NoSuchTask(string taskId) =>
        Problems.Create(StatusCodes.Status404NotFound, ErrorCodes.ResourceNotFound, $"There is no task '{taskId}'.");

    private static AnalysisStatus StatusOf(Run run) => new()
    {
        TaskId = run.TaskId,
        Symbol = Symbol.Parse(run.Symbol),
        TradeDate = run.TradeDate,
        Status = run.Status,
        Progress = run.Progress,
        CurrentStage = run.CurrentStage,
        AnalysisLevel = run.Level,
        UsePlanner = run.UsePlanner,
        Attempt = run.Attempt,
        Worker = run.Worker,
        UserId = run.UserId,
        Outcome = run.Outcome,
        ErrorMessage = run.ErrorMessage,
        CreatedAt = run.CreatedAt,
        UpdatedAt = run.UpdatedAt,
    };

    private static async Task<AnalysisDetail> DetailOfAsync(AgentsDb db, Run run, CancellationToken cancellationToken)
    {
        var body = await db.Reports.Where(r => r.TaskId == run.TaskId).Select(r => r.Body).SingleAsync(cancellationToken);
        var report = JsonSerializer.Deserialize<AnalysisReport>(body, ContractJson.Options)!;
        var elapsed = run.FinishedAt - run.StartedAt;
        return new AnalysisDetail
        {
            Id = run.Id,
            Symbol = report.Symbol,
            Date = run.TradeDate,
            Signal = report.Signal,
            Confidence = report.Confidence,
            FullReport = report,
            AnchorScript = report.AnchorScript,
            CreatedAt = run.CreatedAt,
            TaskId = run.TaskId,
            UserId = run.UserId,
            ElapsedSeconds = elapsed?.TotalSeconds,
            UiHints = report.UiHints,
            Diagnostics = new Diagnostics
            {
                TaskId = run.TaskId,
                ElapsedSeconds = elapsed?.TotalSeconds,
                AnalystsUsed = [.. report.Analysts.Select(a => a.Analyst)],
                UserId = run.UserId,
                Worker = run.Worker,
                Attempt = run.Attempt,
            },
        };
    }
}
