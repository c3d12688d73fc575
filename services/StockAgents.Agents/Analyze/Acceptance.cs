using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Analyze;

/// <summary>Stores a checked request as a pending run and puts it into the queue.</summary>
internal sealed partial class Acceptance(
    IDbContextFactory<AgentsDb> contexts, IAnalysisQueue queue, Backlog backlog, Admission admission, TimeProvider time, ILogger<Acceptance> logger)
{
    private static readonly TimeSpan EnqueuePatience = TimeSpan.FromSeconds(1);

    /// <returns>The ticket (of the first submit, when the key was used before), or why there is none.</returns>
    public async Task<(AnalysisTicket? Ticket, Refusal? Refusal)> AcceptAsync(
        Symbol symbol, DateOnly tradeDate, AnalysisRequest request, IReadOnlyList<string> analysts, int? userId, string? key, CancellationToken cancellationToken)
    {
        var ownedKey = key is null ? null : $"{userId}:{key}";
        var lane = Backlog.LaneOf(userId, request.AnalysisLevel, bulk: false);
        for (var reserved = false; ; reserved = true)
        {
            if (ownedKey is not null && await FindAsync(ownedKey, cancellationToken) is { } earlier)
                return Matches(earlier, symbol, tradeDate, request, analysts)
                    ? (TicketOf(earlier), null)
                    : (null, Refusal.KeyUsed);
            if (!reserved && await admission.RefuseAsync(userId, 1, cancellationToken) is { } full)
                return (null, Refusal.Full(full));

            Run run;
            try
            {
                run = await backlog.EnterAsync(lane, async deferred =>
                {
                    var made = NewRun(symbol, tradeDate, request, analysts, userId, ownedKey, lane, deferred);
                    await StoreAsync([made], cancellationToken);
                    return made;
                }, cancellationToken);
            }
            catch (DbUpdateException e) when (IsUniqueViolation(e))
            {
                continue; // The same key came twice at once, or a task id was drawn that exists: look, or draw, again.
            }
            await DeliverAsync([run]);
            return (TicketOf(run), null);
        }
    }

    /// <summary>Stores runs with their first event, all or none.</summary>
    public async Task StoreAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accepted = new EventBatch(
            [new RunEvent(1, AnalysisEvents.Progress, System.Text.Json.JsonSerializer.SerializeToElement(
                new StageEvent("Accepted", "pending", "completed", "The analysis was accepted.", 0), Contracts.Json.ContractJson.Options))], 0, "pending");
        db.AddRange(runs);
        db.AddRange(runs.Select(run => new EventChunk { TaskId = run.TaskId, FirstEvent = 1, LastEvent = 1, Events = accepted.Json }));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Brings stored runs of one lane into the queue. For deferred ones it looks again: the run they were to wait for may have begun meanwhile.</summary>
    public async Task DeliverAsync(IReadOnlyList<Run> runs)
    {
        try
        {
            var direct = runs.Where(run => !run.Deferred).Select(run => QueueMessage.For(RunStore.SpecOf(run), run.CreatedAt)).ToList();
            if (direct.Count > 0)
                await queue.EnqueueAsync(direct, CancellationToken.None).WaitAsync(EnqueuePatience, time);
            if (direct.Count < runs.Count)
                await backlog.FeedAsync(runs[0].Lane, 0, CancellationToken.None).WaitAsync(EnqueuePatience, time);
        }
        catch (Exception e) when (e is RedisException || Failures.IsTransient(e))
        {
            // Accepted is accepted: the stored run is enough, and the sweeper enqueues it when Redis is back.
            LogNotEnqueued(logger, runs[0].TaskId, e.Message);
        }
    }

    private async Task<Run?> FindAsync(string ownedKey, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.IdempotencyKey == ownedKey, cancellationToken);
    }

    public Run NewRun(
        Symbol symbol, DateOnly tradeDate, AnalysisRequest request, IReadOnlyList<string> analysts, int? userId, string? ownedKey, string lane, bool deferred) => new()
        {
            TaskId = $"{(request.AnalysisLevel is AnalysisLevel.L1 ? "quick" : "task")}_{symbol.Value.TrimStart('^')}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            Symbol = symbol.Value,
            TradeDate = tradeDate,
            Level = request.AnalysisLevel,
            UsePlanner = request.UsePlanner,
            Analysts = string.Join(',', analysts),
            Language = request.Language,
            UserId = userId,
            IdempotencyKey = ownedKey,
            Lane = lane,
            Deferred = deferred,
            Status = RunStatus.Pending,
            CurrentStage = "pending",
            LastEvent = 1,
            TraceParent = Activity.Current?.Id,
            CreatedAt = time.GetUtcNow(),
            UpdatedAt = time.GetUtcNow(),
        };

    public AnalysisTicket TicketOf(Run run) => new()
    {
        TaskId = run.TaskId,
        Symbol = Symbol.Parse(run.Symbol),
        Market = Symbol.Parse(run.Symbol).Market,
        TradeDate = run.TradeDate,
        UserId = run.UserId,
        Analysts = run.Analysts.Split(','),
        AnalysisLevel = run.Level,
        UsePlanner = run.UsePlanner,
        ExecutionMode = queue.ExecutionMode,
    };

    public static bool Matches(Run run, Symbol symbol, DateOnly tradeDate, AnalysisRequest request, IReadOnlyList<string> analysts) =>
        run.Symbol == symbol.Value && run.Level == request.AnalysisLevel && run.UsePlanner == request.UsePlanner
        && run.Language == request.Language && run.Analysts == string.Join(',', analysts)
        && (request.TradeDate is null || run.TradeDate == tradeDate);

    public static bool IsUniqueViolation(DbUpdateException e) => e.InnerException switch
    {
        Npgsql.PostgresException p => p.SqlState == Npgsql.PostgresErrorCodes.UniqueViolation,
        Microsoft.Data.Sqlite.SqliteException s => s.SqliteExtendedErrorCode is 2067 or 1555, // unique index, primary key
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "analysis {TaskId} is stored but not yet in the queue ({Reason}); the sweeper brings it there")]
    private static partial void LogNotEnqueued(ILogger logger, string taskId, string reason);
}
