using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Gathering;
using StockAgents.MarketData.Preflight;
using StockAgents.MarketData.Quotes;
using StockAgents.MarketData.Sources;
using StockAgents.ServiceDefaults.Errors;
using PreflightAnswer = StockAgents.Contracts.MarketData.Preflight;

namespace StockAgents.MarketData;

/// <summary>The routes of <c>/api/market</c>. Symbols and dates are read from text here, so that a wrong one is answered with a sentence.</summary>
internal static class MarketDataEndpoints
{
    private const int LongestKlineDays = 3650;

    public static async Task<Results<Ok<PreflightAnswer>, ProblemHttpResult>> PreflightAsync(
        string symbol, string? as_of, ReadinessCheck readiness, CancellationToken cancellationToken)
    {
        if (Read(symbol, as_of, "as_of", out var parsed, out var day) is { } wrong)
            return wrong;
        var ready = await readiness.CheckAsync(parsed, day, cancellationToken);
        // A problem is an expected answer to this question, so it travels inside it and a typed client can read it.
        return TypedResults.Ok(ready.ToContract());
    }

    public static async Task<Results<Ok<EvidenceSet>, ProblemHttpResult>> EvidenceAsync(
        string symbol, string? as_of, ReadinessCheck readiness, EvidenceGatherer evidence, CancellationToken cancellationToken)
    {
        if (Read(symbol, as_of, "as_of", out var parsed, out var day) is { } wrong)
            return wrong;
        var ready = await readiness.CheckAsync(parsed, day, cancellationToken);
        return ready is { Bars: { } bars }
            ? TypedResults.Ok(await evidence.GatherAsync(bars, ready.AsOf, ready.Stale, cancellationToken))
            : Problem(ready.Problem!);
    }

    public static async Task<Results<Ok<BarSet>, ProblemHttpResult>> HistoryAsync(
        string symbol, string? from, string? to, string? adjustment, QuoteBook quotes, CancellationToken cancellationToken)
    {
        DateOnly? last = null;
        if ((Read(symbol, from, "from", out var parsed, out var first) ?? Read(symbol, to, "to", out _, out last)) is { } wrong)
            return wrong;
        if (first > last)
            return Invalid($"from ({first:yyyy-MM-dd}) is after to ({last:yyyy-MM-dd}).");
        if (!TryAdjustment(adjustment, out var kind))
            return Invalid("adjustment is none, split or total.");
        return Result(await quotes.HistoryAsync(parsed, first, last, kind, cancellationToken));
    }

    public static async Task<Results<Ok<QuoteAnswer>, ProblemHttpResult>> PriceAsync(string symbol, QuoteBook quotes, CancellationToken cancellationToken) =>
        Read(symbol, null, "", out var parsed, out _) is { } wrong ? wrong : Result(await quotes.QuoteAsync(parsed, cancellationToken));

    public static async Task<Results<Ok<KlineAnswer>, ProblemHttpResult>> KlineAsync(string symbol, string? days, QuoteBook quotes, CancellationToken cancellationToken)
    {
        if (Read(symbol, null, "", out var parsed, out _) is { } wrong)
            return wrong;
        var back = 90;
        if (days is not null && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out back) || back is < 1 or > LongestKlineDays))
            return Invalid($"days is a number from 1 to {LongestKlineDays}.");
        return Result(await quotes.KlineAsync(parsed, back, cancellationToken));
    }

    public static Ok<SourcesAnswer> Sources(SourceRouter router) => TypedResults.Ok(new SourcesAnswer(
        Enum.GetValues<Market>().ToDictionary(m => m.ToString(), m => (IReadOnlyList<string>)[.. router.Of(m).Select(s => s.Name)]),
        [.. Enum.GetValues<Market>().SelectMany(router.Of).Distinct().Select(s => new SourceState(s.Name, s.State))]));

    private static ProblemHttpResult? Read(string symbolText, string? dayText, string dayName, out Symbol symbol, out DateOnly? day)
    {
        day = null;
        if (!Symbol.TryParse(symbolText, out symbol, out var problem))
            return Problem(new PreflightProblem(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem));
        if (string.IsNullOrEmpty(dayText))
            return null;
        if (!DateOnly.TryParseExact(dayText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return Invalid($"{dayName} is not a date; write it like 2024-05-31.");
        day = read;
        return null;
    }

    private static bool TryAdjustment(string? text, out Adjustment adjustment)
    {
        adjustment = text?.ToLowerInvariant() switch { "none" => Adjustment.None, "total" => Adjustment.Total, _ => Adjustment.Split };
        return text is null || text.Equals(adjustment.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static Results<Ok<T>, ProblemHttpResult> Result<T>(Answer<T> answer)
        where T : class =>
        answer.Value is { } value ? TypedResults.Ok(value) : Problem(answer.Problem!);

    private static ProblemHttpResult Invalid(string detail) => Problem(new PreflightProblem(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail));

    private static ProblemHttpResult Problem(PreflightProblem problem) => TypedResults.Problem(
        problem.Detail, statusCode: problem.Status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = problem.Code });
}
