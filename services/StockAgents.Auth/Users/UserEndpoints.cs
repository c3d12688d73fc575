using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StockAgents.Auth.Data;
using StockAgents.Auth.Keys;
using StockAgents.Auth.Limits;
using StockAgents.Auth.Sessions;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Auth.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder auth)
    {
        auth.MapPost("/register", RegisterAsync).RequireRateLimiting(AuthRateLimit.Name);
        auth.MapGet("/me", GetMeAsync).RequireAuthorization(Policies.User);
        auth.MapPut("/me", UpdateMeAsync).RequireAuthorization(Policies.User);
    }

    private static async Task<Results<Ok<UserProfile>, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, UserManager<User> users, SessionTokens sessions, AccessTokens tokens, RefreshCookie cookie,
        TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (Credentials.Validate(request) is { Count: > 0 } errors)
            return Refusals.Invalid(errors);

        var email = Credentials.Normalize(request.Email!);
        var now = time.GetUtcNow();
        var user = new User { UserName = email, Email = email, DisplayName = Clean(request.DisplayName), CreatedAt = now, UpdatedAt = now };
        if (!await TryCreateAsync(users, user, request.Password!))
            return Refusals.Taken();

        cookie.Set(context, await sessions.StartAsync(user.Id, cancellationToken));
        context.Response.Headers["X-Access-Token"] = (await tokens.IssueAsync(user, cancellationToken)).AccessToken;
        return TypedResults.Ok(user.ToProfile());
    }

    private static async Task<bool> TryCreateAsync(UserManager<User> users, User user, string password)
    {
        try
        {
            var result = await users.CreateAsync(user, password);
            return result.Succeeded || (result.Errors.All(error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal))
                ? false
                : throw new InvalidOperationException($"A validated registration was refused: {result}"));
        }
        // Two registrations of one address at once: the unique index lets one through.
        catch (DbUpdateException) when (user.Id == 0)
        {
            if (await users.FindByEmailAsync(user.Email!) is null)
                throw;
            return false;
        }
    }

    private static async Task<Results<Ok<UserProfile>, ProblemHttpResult>> GetMeAsync(
        ClaimsPrincipal caller, AuthDb db, CancellationToken cancellationToken)
    {
        var id = caller.UserId();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) switch
        {
            null => Refusals.UnknownUser(),
            { Disabled: true } => Refusals.Disabled(),
            var user => TypedResults.Ok(user.ToProfile()),
        };
    }

    /// <summary>The fields come in the body; older clients send them in the query.</summary>
    private static async Task<Results<Ok<UserProfile>, ProblemHttpResult>> UpdateMeAsync(
        [FromBody] UpdateProfileRequest? request, [FromQuery(Name = "display_name")] string? displayName, [FromQuery(Name = "avatar_url")] string? avatarUrl,
        ClaimsPrincipal caller, AuthDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var change = new UpdateProfileRequest(request?.DisplayName ?? displayName, request?.AvatarUrl ?? avatarUrl);
        if (Credentials.Validate(change) is { Count: > 0 } errors)
            return Refusals.Invalid(errors);

        var id = caller.UserId();
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken);
        if (user is null)
            return Refusals.UnknownUser();
        if (user.Disabled)
            return Refusals.Disabled();
        if (change.DisplayName is { } name)
            user.DisplayName = Clean(name);
        if (change.AvatarUrl is { } avatar)
            user.AvatarUrl = Clean(avatar);
        user.UpdatedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(user.ToProfile());
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
