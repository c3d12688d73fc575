using StockAgents.Agents.Data;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Runs;

/// <summary>One SQL statement with its parameters.</summary>
internal readonly record struct Statement(string Sql, (string Name, object? Value)[] Parameters);

/// <summary>
/// A change to a leased run. Its first statement updates the run's row only under the lease's fencing number, which also
/// locks the row against a take-over; the others insert only behind a first one that held. All are idempotent, so that a
/// commit whose answer was lost can be repeated.
/// </summary>
internal abstract record RunWrite(string TaskId, long Fence)
{
    /// <summary>Set by the writer: true when applied, false when the lease was lost.</summary>
    public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected const string Running = "running";

    public abstract IEnumerable<Statement> Statements(SqlDialect sql);

    protected (string, object?)[] Parameters(params (string, object?)[] own) => [("@task", TaskId), ("@fence", Fence), .. own];

    /// <param name="status">Where the first statement leaves the run: without it an insert would slip through behind a first one that was refused.</param>
    protected static string Insert(SqlDialect sql, string into, string columns, string values, string status) =>
        $"INSERT INTO {into} ({columns}) SELECT {values} FROM {sql.Runs} WHERE task_id = @task AND fence = @fence AND status = '{status}' ON CONFLICT DO NOTHING";
}

/// <summary>Appends a row of events and moves progress and stage to those of the last one.</summary>
internal sealed record AppendEvents(string TaskId, long Fence, EventBatch Batch) : RunWrite(TaskId, Fence)
{
    public override IEnumerable<Statement> Statements(SqlDialect sql)
    {
        yield return new(
            $"UPDATE {sql.Runs} SET last_event = @last, progress = @progress, current_stage = @stage, updated_at = {sql.Now} WHERE task_id = @task AND fence = @fence AND status = 'running'",
            Parameters(("@last", Batch.Last), ("@progress", Batch.Progress), ("@stage", Batch.Stage)));
        yield return new(
            Insert(sql, sql.EventChunks, "task_id, first_event, last_event, events", "task_id, @first, @last, @events", Running),
            Parameters(("@first", Batch.First), ("@last", Batch.Last), ("@events", Batch.Json)));
    }
}

/// <summary>Keeps a step's result for the next attempt.</summary>
internal sealed record RecordStep(string TaskId, long Fence, string Key, string Result) : RunWrite(TaskId, Fence)
{
    public override IEnumerable<Statement> Statements(SqlDialect sql)
    {
        yield return new(
            $"UPDATE {sql.Runs} SET updated_at = {sql.Now} WHERE task_id = @task AND fence = @fence AND status = 'running'", Parameters());
        yield return new(
            Insert(sql, sql.Steps, "task_id, key, result, created_at", $"task_id, @key, @result, {sql.Now}", Running),
            Parameters(("@key", Key), ("@result", Result)));
    }
}

/// <summary>Ends the run: status, result and last event in one transaction.</summary>
internal sealed record EndRun(string TaskId, long Fence, RunStatus Status, string Stage, EventBatch LastEvents) : RunWrite(TaskId, Fence)
{
    public string? Report { get; init; }
    public AnalysisOutcome? Outcome { get; init; }
    public Signal? Signal { get; init; }
    public int? Confidence { get; init; }
    public string? Error { get; init; }

    public override IEnumerable<Statement> Statements(SqlDialect sql)
    {
        yield return new(
            $"""
            UPDATE {sql.Runs} SET status = @status, progress = 100, current_stage = @stage, outcome = @outcome, signal = @signal, confidence = @confidence,
              error_message = @error, last_event = @last, lease_until = NULL, updated_at = {sql.Now}, finished_at = {sql.Now}
            WHERE task_id = @task AND fence = @fence AND status IN ('running', @status)
            """,
            Parameters(
                ("@status", WireEnum<RunStatus>.NameOf(Status)), ("@stage", Stage), ("@last", LastEvents.Last), ("@error", Error), ("@confidence", Confidence),
                ("@outcome", Outcome is { } o ? WireEnum<AnalysisOutcome>.NameOf(o) : null), ("@signal", Signal is { } s ? WireEnum<Signal>.NameOf(s) : null)));
        if (Report is not null)
            yield return new(Insert(sql, sql.Reports, "task_id, body", "task_id, @body", WireEnum<RunStatus>.NameOf(Status)), Parameters(("@body", Report)));
        yield return new(
            Insert(sql, sql.EventChunks, "task_id, first_event, last_event, events", "task_id, @first, @last, @events", WireEnum<RunStatus>.NameOf(Status)),
            Parameters(("@first", LastEvents.First), ("@last", LastEvents.Last), ("@events", LastEvents.Json)));
    }
}

/// <summary>Gives the run back: to be taken by any worker at once (drain), or after a pause (retry of a transient failure).</summary>
internal sealed record HandBack(string TaskId, long Fence, TimeSpan? RetryAfter, string? Reason, EventBatch? Events) : RunWrite(TaskId, Fence)
{
    public override IEnumerable<Statement> Statements(SqlDialect sql)
    {
        var (status, notBefore, attempt) = RetryAfter is { } pause
            ? ("retrying", sql.NowPlus(pause), "attempt")
            : ("pending", "NULL", "attempt - 1"); // A drained run has not failed: the attempt does not count.
        yield return new(
            $"""
            UPDATE {sql.Runs} SET status = '{status}', not_before = {notBefore}, attempt = {attempt}, lease_until = NULL, error_message = @reason,
              last_event = COALESCE(@last, last_event), updated_at = {sql.Now}
            WHERE task_id = @task AND fence = @fence AND status = 'running'
            """,
            Parameters(("@reason", Reason), ("@last", Events?.Last)));
        if (Events is { } batch)
            yield return new(
                Insert(sql, sql.EventChunks, "task_id, first_event, last_event, events", "task_id, @first, @last, @events", status),
                Parameters(("@first", batch.First), ("@last", batch.Last), ("@events", batch.Json)));
    }
}
