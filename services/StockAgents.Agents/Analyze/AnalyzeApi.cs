using StockAgents.Agents.Data;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>Routes of <c>/api/analyze</c> (wire contract 2.1).</summary>
internal static class AnalyzeApi
{
    public static IEndpointRouteBuilder MapAnalyze(this IEndpointRouteBuilder routes)
    {
        var analysts = routes.MapGroup("/api/analyze/analysts").WithTags("Analysis").AllowAnonymous();
        analysts.MapGet("/available", Analysts.Available);
        analysts.MapGet("/config/{symbol}", Analysts.Config);

        var analyze = routes.MapGroup("/api/analyze").WithTags("Analysis").RequireAuthorization(Policies.User)
            .AddEndpointFilter<RouteGroupBuilder, SchemaGate<AgentsDb>>();
        analyze.MapPost("/{symbol}", Submit.AnalyzeAsync);
        analyze.MapPost("/bulk", Bulk.SubmitAsync);
        analyze.MapPost("/quick/{symbol}", Submit.QuickAsync);
        analyze.MapGet("/status/{taskId}", Lookup.StatusAsync);
        analyze.MapGet("/latest/{symbol}", Lookup.LatestAsync);
        analyze.MapGet("/history/{symbol}", History.ListAsync);
        analyze.MapGet("/detail/{analysisId:long}", Lookup.DetailAsync);
        analyze.MapGet("/stream/{taskId}", Stream.FollowAsync);
        analyze.MapPost("/cancel/{taskId}", Cancel.RequestAsync);
        return routes;
    }
}
