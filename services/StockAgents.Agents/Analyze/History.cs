using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>The runs of a symbol, newest first, by keyset (<c>cursor</c>) or offset.</summary>
internal static class History
{
    /// <summary>A page of a symbol's analyses. <c>next_cursor</c> leads to the next one, whichever way this one was asked for.</summary>
    public static async Task<Results<Ok<AnalysisHistory>, ProblemHttpResult>> ListAsync(
        string symbol, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, CancellationToken cancellationToken,
        int limit = 10, int offset = 0, long? cursor = null, string? status = null, bool countTotal = true)
    {
        if (!Symbol.TryParse(symbol, out var parsed, out var problem))
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem);
        if (limit is < 1 or > 100)
            return Invalid("limit must be 1 to 100.");
        if (offset < 0)
            return Invalid("offset must not be negative.");
        RunStatus wanted = default;
        if (status is not null && !WireEnum<RunStatus>.TryParse(status, out wanted))
            return Invalid($"'{status}' is not a status; there are pending, running, retrying, completed, failed and cancelled.");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = db.Runs.AsNoTracking().OwnedBy(caller.UserId()).Where(r => r.Symbol == parsed.Value);
        if (status is not null)
            all = all.Where(r => r.Status == wanted);
        var byCursor = cursor is not null;
        var page = byCursor ? all.Where(r => r.Id < cursor).OrderByDescending(r => r.Id) : all.OrderByDescending(r => r.Id).Skip(offset);
        var rows = await page.Take(limit + 1).ToListAsync(cancellationToken);
        int? total = !byCursor && countTotal ? await all.CountAsync(cancellationToken) : null;
        var hasMore = rows.Count > limit;
        var items = rows.Take(limit).Select(SummaryOf).ToList();
        return TypedResults.Ok(new AnalysisHistory(items, total, byCursor ? null : offset, limit, hasMore ? items[^1].Id : null, hasMore));
    }

    private static ProblemHttpResult Invalid(string detail) =>
        Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail);

    private static AnalysisSummary SummaryOf(Run run) => new()
    {
        Id = run.Id,
        Symbol = Symbol.Parse(run.Symbol),
        Date = run.TradeDate,
        Signal = run.Signal,
        Confidence = run.Confidence,
        Status = run.Status,
        Outcome = run.Outcome,
        CreatedAt = run.CreatedAt,
        TaskId = run.TaskId,
        UserId = run.UserId,
    };
}
