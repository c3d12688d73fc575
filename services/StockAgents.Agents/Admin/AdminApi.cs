using StockAgents.Agents.Data;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Admin;

/// <summary>Routes of <c>/api/admin</c> that this service answers (wire contract 0 and 2.4).</summary>
internal static class AdminApi
{
    public static IEndpointRouteBuilder MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").WithTags("Administration").RequireAuthorization(Policies.Admin)
            .AddEndpointFilter<RouteGroupBuilder, SchemaGate<AgentsDb>>();
        admin.MapGet("/tasks", Tasks.ListAsync);
        admin.MapGet("/dead-letters", DeadLetters.ListAsync);
        admin.MapGet("/dead-letters/{taskId}", DeadLetters.GetAsync);
        admin.MapPost("/dead-letters/{taskId}/replay", DeadLetters.ReplayAsync);
        admin.MapDelete("/dead-letters/{taskId}", DeadLetters.DiscardAsync);
        return routes;
    }
}
