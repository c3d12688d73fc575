using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using StockAgents.Agents.Data;

namespace StockAgents.Agents.Runs;

/// <summary>
/// Writes the changes of all runs of the process, many to a commit: while one commit is on its way to disk, the next
/// batch gathers. A caller goes on when its change is durable. While the database is away changes wait and are tried
/// again; whether the lease still holds is for the database to say when it is back.
/// </summary>
internal sealed partial class RunWriter(DbDataSource database, SqlDialect sql, TimeProvider time, ILogger<RunWriter> logger) : BackgroundService
{
    private const int LargestBatch = 128;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Channel<RunWrite> _queue = Channel.CreateUnbounded<RunWrite>(new() { SingleReader = true });

    /// <summary>Completes when the change is durable.</summary>
    /// <exception cref="LeaseLostException">The database refused it: another worker has the run.</exception>
    public async Task WriteAsync(RunWrite write, CancellationToken cancellationToken)
    {
        if (!_queue.Writer.TryWrite(write))
            throw new OperationCanceledException("The process is stopping.");
        if (!await write.Done.Task.WaitAsync(cancellationToken))
            throw new LeaseLostException(write.TaskId);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Hosted services stop in reverse order: the runs are over by now, and what they wrote is still to be committed.
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } loop)
            await loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<RunWrite>(LargestBatch);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var write))
                    batch.Add(write);
                await CommitWithRetryAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host gave up waiting: what is still here is told below, and begins again when its lease has passed.
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var write))
                batch.Add(write);
            foreach (var write in batch)
                write.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task CommitWithRetryAsync(List<RunWrite> batch, CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var applied = await CommitAsync(batch, cancellationToken);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Done.TrySetResult(applied[i]);
                return;
            }
            catch (Exception e) when (Failures.IsDatabaseAway(e))
            {
                LogAway(logger, batch.Count, e.GetBaseException().Message, pause.TotalMilliseconds);
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException && batch.Count == 1)
            {
                batch[0].Done.TrySetException(e); // This very change is what the database (or its driver) refuses: its run fails, others go on.
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                foreach (var write in batch)
                    await CommitWithRetryAsync([write], cancellationToken);
                return;
            }
        }
    }

    private async Task<bool[]> CommitAsync(List<RunWrite> batch, CancellationToken cancellationToken)
    {
        var applied = new bool[batch.Count];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (connection.CanCreateBatch)
        {
            // One round trip; PostgreSQL commits a batch without BEGIN as one transaction.
            await using var commands = connection.CreateBatch();
            var firsts = new List<DbBatchCommand>(batch.Count);
            foreach (var write in batch)
            {
                var isFirst = true;
                foreach (var statement in write.Statements(sql))
                {
                    var command = commands.CreateBatchCommand();
                    command.CommandText = statement.Sql;
                    Bind(statement, command.CreateParameter, command.Parameters);
                    commands.BatchCommands.Add(command);
                    if (isFirst)
                        firsts.Add(command);
                    isFirst = false;
                }
            }
            await commands.ExecuteNonQueryAsync(cancellationToken);
            for (var i = 0; i < firsts.Count; i++)
                applied[i] = firsts[i].RecordsAffected > 0;
            return applied;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        for (var i = 0; i < batch.Count; i++)
        {
            var isFirst = true;
            foreach (var statement in batch[i].Statements(sql))
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = statement.Sql;
                Bind(statement, command.CreateParameter, command.Parameters);
                var rows = await command.ExecuteNonQueryAsync(cancellationToken);
                if (isFirst && !(applied[i] = rows > 0))
                    break;
                isFirst = false;
            }
        }
        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    private static void Bind(Statement statement, Func<DbParameter> create, DbParameterCollection parameters)
    {
        foreach (var (name, value) in statement.Parameters)
        {
            if (!statement.Sql.Contains(name, StringComparison.Ordinal))
                continue;
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            if (value is null)
                parameter.DbType = name is "@confidence" or "@last" ? System.Data.DbType.Int32 : System.Data.DbType.String;
            parameters.Add(parameter);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} changes wait for the database ({Reason}); trying again in {PauseMs} ms")]
    private static partial void LogAway(ILogger logger, int count, string reason, double pauseMs);
}
