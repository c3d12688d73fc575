using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StockAgents.Auth.Data;
using StockAgents.Auth.Limits;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.ApiKeys;

namespace StockAgents.Auth.ApiKeys;

internal static class ApiKeyEndpoints
{
    private const int MostKeys = 50;
    private const int LongestLife = 3650;
    private const int ShownCharacters = 12;

    public static void MapApiKeys(this RouteGroupBuilder auth)
    {
        // Without a rate limit: the gateway asks for all its callers from one address, and a key can't be guessed.
        auth.MapPost("/api-keys/exchange", ExchangeAsync);
        var keys = auth.MapGroup("/api-keys").RequireAuthorization(Policies.User);
        keys.MapGet("", ListAsync);
        keys.MapPost("", CreateAsync).RequireRateLimiting(AuthRateLimit.Name);
        keys.MapDelete("/{id:int}", DeleteAsync);
    }

    private static async Task<Ok<ApiKeyExchange>> ExchangeAsync(ApiKeyExchangeRequest request, ApiKeyExchanger exchanger, CancellationToken cancellationToken) =>
        TypedResults.Ok(await exchanger.ExchangeAsync(request.ApiKey, cancellationToken));

    private static async Task<Ok<List<ApiKeySummary>>> ListAsync(ClaimsPrincipal caller, AuthDb db, CancellationToken cancellationToken)
    {
        var userId = caller.UserId();
        var keys = await db.ApiKeys.AsNoTracking().Where(key => key.UserId == userId).OrderBy(key => key.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(keys.ConvertAll(key => key.ToSummary()));
    }

    private static async Task<Results<Created<ApiKeyCreated>, ProblemHttpResult>> CreateAsync(
        CreateApiKeyRequest request, ClaimsPrincipal caller, AuthDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var userId = caller.UserId();
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken);
        if (user is null)
            return Refusals.UnknownUser();
        if (user.Disabled)
            return Refusals.Disabled();
        if (await ValidateAsync(request, user.Id, db, cancellationToken) is { Count: > 0 } errors)
            return Refusals.Invalid(errors);

        var secret = ApiKeyExchangeMiddleware.KeyPrefix + Secrets.New();
        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            UserId = user.Id,
            Name = request.Name!.Trim(),
            Prefix = secret[..ShownCharacters],
            Hash = Secrets.Hash(secret),
            CreatedAt = now,
            ExpiresAt = request.ExpiresInDays is { } days ? now + TimeSpan.FromDays(days) : null,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/auth/api-keys/{key.Id}", new ApiKeyCreated(secret, key.ToSummary()));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(int id, ClaimsPrincipal caller, AuthDb db, CancellationToken cancellationToken)
    {
        var userId = caller.UserId();
        return await db.ApiKeys.Where(key => key.Id == id && key.UserId == userId).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.NoContent()
            : Refusals.NotFound("There is no such API key.");
    }

    private static async Task<Dictionary<string, string>> ValidateAsync(CreateApiKeyRequest request, int userId, AuthDb db, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Name?.Trim() is not { Length: > 0 and <= ApiKey.LongestName } name || name.Any(char.IsControl))
            errors["name"] = $"The name must have 1 to {ApiKey.LongestName} characters and no control characters.";
        if (request.ExpiresInDays is < 1 or > LongestLife)
            errors["expires_in_days"] = $"The life of a key is 1 to {LongestLife} days, or left out.";
        if (errors.Count == 0 && await db.ApiKeys.CountAsync(key => key.UserId == userId, cancellationToken) >= MostKeys)
            errors["name"] = $"There are {MostKeys} keys already; delete one first.";
        return errors;
    }
}
