using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>Accepts analyses: everything is checked before anything is stored.</summary>
internal static class Submit
{
    private const int QuickSeconds = 20;
    private const int LongestKey = 200;

    /// <summary>Accepts an analysis. The answer comes when the run is stored: from then on it ends completed, failed or cancelled, whatever happens.</summary>
    public static async Task<Results<Accepted<AnalysisTicket>, ProblemHttpResult>> AnalyzeAsync(
        string symbol,
        [FromBody] AnalysisRequest? request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        IMarketDataApi marketData,
        Acceptance acceptance,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        request ??= new AnalysisRequest();
        if (!Symbol.TryParse(symbol, out var parsed, out var problem))
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem);
        if (ProblemOf(request, idempotencyKey) is { } invalid)
            return Invalid(invalid);
        if (!Selection.TryMake(request, parsed.Market, out var analysts, out problem))
            return Invalid(problem);

        var preflight = await marketData.PreflightAsync(parsed, request.TradeDate, cancellationToken);
        if (preflight.Problem is { } refused)
            return Problems.Create(refused.Status, refused.Code, refused.Detail);

        var (ticket, refusal) = await acceptance.AcceptAsync(parsed, preflight.AsOf!.Value, request, analysts, caller.UserId(), idempotencyKey, cancellationToken);
        return ticket is null
            ? refusal!.Answer(response)
            : TypedResults.Accepted($"/api/analyze/status/{ticket.TaskId}", ticket);
    }

    /// <summary>Accepts a quick scan (L1): market, news and macro, then a decision.</summary>
    public static async Task<Results<Accepted<AnalysisTicket>, ProblemHttpResult>> QuickAsync(
        string symbol,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        IMarketDataApi marketData,
        Acceptance acceptance,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var request = new AnalysisRequest { AnalysisLevel = AnalysisLevel.L1, UsePlanner = false };
        var answer = await AnalyzeAsync(symbol, request, idempotencyKey, caller, marketData, acceptance, response, cancellationToken);
        return answer.Result is Accepted<AnalysisTicket> { Value: { } ticket } accepted
            ? TypedResults.Accepted(accepted.Location, ticket with { EstimatedTimeSeconds = QuickSeconds })
            : answer;
    }

    /// <summary>What is wrong with a request whatever the symbol, or null.</summary>
    public static string? ProblemOf(AnalysisRequest request, string? idempotencyKey)
    {
        if (idempotencyKey is { Length: 0 or > LongestKey })
            return $"Idempotency-Key must have 1 to {LongestKey} characters.";
        return request.Language is "en" or "zh" ? null : $"'{request.Language}' is not a language of reports; use en or zh.";
    }

    private static ProblemHttpResult Invalid(string detail) =>
        Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail);
}
