using Microsoft.EntityFrameworkCore;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Data;

/// <summary>The agents service's tables, in schema <c>agents</c> on PostgreSQL. Each provider owns its migrations through a derived context.</summary>
internal abstract class AgentsDb(DbContextOptions options) : DbContext(options)
{
    public const string Schema = "agents";

    public DbSet<Run> Runs => Set<Run>();
    public DbSet<StoredReport> Reports => Set<StoredReport>();
    public DbSet<WorkerEntry> Workers => Set<WorkerEntry>();
    public DbSet<EventChunk> EventChunks => Set<EventChunk>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Run>(run =>
        {
            run.ToTable("runs");
            run.HasKey(r => r.Id);
            run.HasIndex(r => r.TaskId).IsUnique();
            run.HasIndex(r => r.IdempotencyKey).IsUnique();
            run.HasIndex(r => new { r.Symbol, r.Id });
            // Open runs are few among many finished ones: what the sweeper looks for stays small for ever.
            run.HasIndex(r => new { r.Status, r.LeaseUntil }).HasFilter("status IN ('pending', 'running', 'retrying')");
            // Which lanes have a backlog, and what comes first in each.
            run.HasIndex(r => new { r.Lane, r.Id }).HasFilter("deferred AND status = 'pending'").HasDatabaseName("ix_runs_backlog");
            run.HasIndex(r => r.Lane).HasFilter("status = 'pending' AND NOT deferred").HasDatabaseName("ix_runs_waiting");
            run.HasIndex(r => r.UserId).HasFilter("status IN ('pending', 'running', 'retrying')").HasDatabaseName("ix_runs_open");
            run.Property(r => r.Lane).HasDefaultValue("");
            run.Property(r => r.Deferred).HasDefaultValue(false);
            run.Property(r => r.Level).HasConversion<string>();
            run.Property(r => r.Status).HasConversion(WireEnum<Contracts.Analysis.RunStatus>.Converter);
            run.Property(r => r.Outcome).HasConversion(WireEnum<Contracts.Analysis.AnalysisOutcome>.Converter);
            run.Property(r => r.Signal).HasConversion(WireEnum<Contracts.Analysis.Signal>.Converter);
        });
        modelBuilder.Entity<StoredReport>(report =>
        {
            report.ToTable("reports");
            report.HasKey(r => r.TaskId);
        });
        modelBuilder.Entity<EventChunk>(chunk =>
        {
            chunk.ToTable("event_chunks");
            chunk.HasKey(c => new { c.TaskId, c.FirstEvent });
        });
        modelBuilder.Entity<JournalStep>(step =>
        {
            step.ToTable("steps");
            step.HasKey(s => new { s.TaskId, s.Key });
        });
        modelBuilder.Entity<WorkerEntry>(worker =>
        {
            worker.ToTable("workers");
            worker.HasKey(w => w.Name);
        });
        modelBuilder.Entity<Duty>(duty =>
        {
            duty.ToTable("duties");
            duty.HasKey(d => d.Name);
        });
    }
}

internal sealed class SqliteAgentsDb(DbContextOptions<SqliteAgentsDb> options) : AgentsDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreInstantsAsMilliseconds();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<QueueEntry>(entry =>
        {
            entry.ToTable("queue_entries");
            entry.HasIndex(e => e.Consumer);
        });
        modelBuilder.Entity<DeadEntry>().ToTable("queue_dead");
    }
}

internal sealed class PostgresAgentsDb(DbContextOptions<PostgresAgentsDb> options) : AgentsDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        base.OnModelCreating(modelBuilder);
    }
}
