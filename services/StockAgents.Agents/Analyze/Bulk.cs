using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>Accepts one question about many symbols. A symbol that can't be analysed spoils nothing but its own item.</summary>
internal static class Bulk
{
    private const int MostSymbols = 500;
    private const int PreflightsAtOnce = 8;

    /// <summary>Accepts what can be analysed and says for the rest why not. The limits of open runs hold for the whole: 429 accepts nothing.</summary>
    public static async Task<Results<Accepted<BulkAnalysisAnswer>, ProblemHttpResult>> SubmitAsync(
        [FromBody] BulkAnalysisRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        IMarketDataApi marketData,
        BulkAcceptance acceptance,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var problem = request.Symbols is { Count: >= 1 and <= MostSymbols } ? Submit.ProblemOf(request, idempotencyKey) : $"symbols must name 1 to {MostSymbols} symbols.";
        if (problem is not null)
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, problem);

        var checks = new Check[request.Symbols.Count];
        await Parallel.ForAsync(0, checks.Length, new ParallelOptions { MaxDegreeOfParallelism = PreflightsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => checks[i] = await CheckAsync(request.Symbols[i], request, marketData, token));

        var accepted = checks.Where(c => c.Candidate is not null).Select(c => c.Candidate!).DistinctBy(c => c.Symbol.Value).ToList();
        var (tickets, refusal) = await acceptance.AcceptAsync(accepted, request, caller.UserId(), idempotencyKey, cancellationToken);
        if (refusal is not null)
            return refusal.Answer(response);
        var items = checks.Select((check, i) => check.Candidate is { } candidate
            ? ItemOf(request.Symbols[i], tickets[candidate.Symbol.Value])
            : new BulkAnalysisItem(request.Symbols[i], null, check.Problem)).ToList();
        var refused = items.Count(i => i.Ticket is null);
        return TypedResults.Accepted((string?)null, new BulkAnalysisAnswer(items.Count - refused, refused, items));
    }

    private static async Task<Check> CheckAsync(string spelled, AnalysisRequest request, IMarketDataApi marketData, CancellationToken cancellationToken)
    {
        if (!Symbol.TryParse(spelled, out var symbol, out var problem))
            return Check.Failed(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem);
        if (!Selection.TryMake(request, symbol.Market, out var analysts, out problem))
            return Check.Failed(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, problem);
        try
        {
            var preflight = await marketData.PreflightAsync(symbol, request.TradeDate, cancellationToken);
            return preflight.Problem is { } refused
                ? Check.Failed(refused.Status, refused.Code, refused.Detail)
                : new Check(new BulkCandidate(symbol, preflight.AsOf!.Value, analysts), null);
        }
        catch (Exception e) when (Failures.IsTransient(e) && !cancellationToken.IsCancellationRequested)
        {
            return Check.Failed(StatusCodes.Status503ServiceUnavailable, ErrorCodes.ExternalServiceError, $"Market data about {symbol} can't be asked for at the moment; submit it again.");
        }
    }

    private static BulkAnalysisItem ItemOf(string spelled, (AnalysisTicket? Ticket, Refusal? Refusal) outcome) =>
        new(spelled, outcome.Ticket, outcome.Refusal is { } r ? new BulkAnalysisProblem(r.Status, r.Code, r.Detail) : null);

    private sealed record Check(BulkCandidate? Candidate, BulkAnalysisProblem? Problem)
    {
        public static Check Failed(int status, string code, string detail) => new(null, new BulkAnalysisProblem(status, code, detail));
    }
}
