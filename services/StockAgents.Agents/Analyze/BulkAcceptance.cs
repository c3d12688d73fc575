using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Analyze;

/// <param name="Analysts">Those who work on this symbol's market.</param>
internal sealed record BulkCandidate(Symbol Symbol, DateOnly TradeDate, IReadOnlyList<string> Analysts);

/// <summary>Stores many checked requests of one user in one commit, and lets the first of them into the queue.</summary>
internal sealed class BulkAcceptance(IDbContextFactory<AgentsDb> contexts, Acceptance acceptance, Backlog backlog, Admission admission)
{
    /// <returns>For each canonical symbol a ticket or why there is none; or why none at all was accepted.</returns>
    public async Task<(IReadOnlyDictionary<string, (AnalysisTicket? Ticket, Refusal? Refusal)> Outcomes, Refusal? Refusal)> AcceptAsync(
        IReadOnlyList<BulkCandidate> candidates, AnalysisRequest request, int? userId, string? key, CancellationToken cancellationToken)
    {
        var lane = Backlog.LaneOf(userId, request.AnalysisLevel, bulk: true);
        for (var reserved = false; ; reserved = true)
        {
            var outcomes = await FindEarlierAsync(candidates, request, userId, key, cancellationToken);
            var runs = candidates.Where(c => !outcomes.ContainsKey(c.Symbol.Value))
                .Select(c => acceptance.NewRun(c.Symbol, c.TradeDate, request, c.Analysts, userId, KeyOf(userId, key, c.Symbol.Value), lane, backlog.IsOn)).ToList();
            if (!reserved && await admission.RefuseAsync(userId, runs.Count, cancellationToken) is { } full)
                return (outcomes, Refusal.Full(full));
            try
            {
                await acceptance.StoreAsync(runs, cancellationToken);
            }
            catch (DbUpdateException e) when (Acceptance.IsUniqueViolation(e))
            {
                continue; // The same key came twice at once, or a task id was drawn that exists: look, or draw, again.
            }
            if (runs.Count > 0)
                await acceptance.DeliverAsync(runs);
            foreach (var run in runs)
                outcomes[run.Symbol] = (acceptance.TicketOf(run), null);
            return (outcomes, null);
        }
    }

    private async Task<Dictionary<string, (AnalysisTicket? Ticket, Refusal? Refusal)>> FindEarlierAsync(
        IReadOnlyList<BulkCandidate> candidates, AnalysisRequest request, int? userId, string? key, CancellationToken cancellationToken)
    {
        if (key is null)
            return [];
        var keys = candidates.Select(c => KeyOf(userId, key, c.Symbol.Value)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var earlier = await db.Runs.AsNoTracking().Where(r => keys.Contains(r.IdempotencyKey)).ToDictionaryAsync(r => r.Symbol, cancellationToken);
        return candidates.Where(c => earlier.ContainsKey(c.Symbol.Value)).ToDictionary(
            c => c.Symbol.Value,
            c => Acceptance.Matches(earlier[c.Symbol.Value], c.Symbol, c.TradeDate, request, c.Analysts)
                ? ((AnalysisTicket?)acceptance.TicketOf(earlier[c.Symbol.Value]), (Refusal?)null)
                : (null, Refusal.KeyUsed));
    }

    /// <summary>One key serves the whole request; each symbol's run has its own part of it.</summary>
    private static string? KeyOf(int? userId, string? key, string symbol) => key is null ? null : $"{userId}:{key}:{symbol}";
}
