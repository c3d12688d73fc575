using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using StockAgents.Auth.Keys;
using StockAgents.Auth.Limits;
using StockAgents.Auth.Users;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Auth.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder auth)
    {
        auth.MapPost("/login", LoginAsync).RequireRateLimiting(AuthRateLimit.Name);
        auth.MapPost("/refresh", RefreshAsync).RequireRateLimiting(AuthRateLimit.Name);
        auth.MapPost("/logout", LogoutAsync).AddEndpointFilter<OwnPagesFilter>();
    }

    private static async Task<Results<Ok<TokenReply>, ProblemHttpResult>> LoginAsync(
        LoginRequest request, UserManager<User> users, Credentials credentials, LoginGuard guard, SessionTokens sessions,
        AccessTokens tokens, RefreshCookie cookie, HttpContext context, CancellationToken cancellationToken)
    {
        if (Credentials.Validate(request) is { Count: > 0 } errors)
            return Refusals.Invalid(errors);

        var email = Credentials.Normalize(request.Email!);
        var address = ClientAddress.Of(context);
        if (await guard.EnterAsync(email, address, cancellationToken) is { } wait)
            return Refusals.TooMany(context, wait);

        var user = await users.FindByEmailAsync(email);
        var verdict = credentials.Verify(user, request.Password!);
        if (verdict == PasswordVerificationResult.Failed)
            return Refusals.WrongCredentials();

        await guard.SucceedAsync(email, address, cancellationToken);
        if (user!.Disabled)
            return Refusals.Disabled();
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = users.PasswordHasher.HashPassword(user, request.Password!);
            await users.UpdateAsync(user);
        }
        cookie.Set(context, await sessions.StartAsync(user.Id, cancellationToken));
        return TypedResults.Ok(await tokens.IssueAsync(user, cancellationToken));
    }

    private static async Task<Results<Ok<TokenReply>, ProblemHttpResult>> RefreshAsync(
        [FromBody] RefreshRequest? request, SessionTokens sessions, AccessTokens tokens, RefreshCookie cookie,
        HttpContext context, CancellationToken cancellationToken)
    {
        var fromBody = request?.RefreshToken is { Length: > 0 };
        if ((fromBody ? request!.RefreshToken : RefreshCookie.Read(context)) is not { } token)
            return Refusals.SessionEnded();

        var rotation = await sessions.RotateAsync(token, cancellationToken);
        if (rotation.Token is null)
        {
            if (!rotation.Concurrent)
                cookie.Clear(context);
            return rotation.User is null ? Refusals.SessionEnded() : Refusals.Disabled();
        }
        cookie.Set(context, rotation.Token);
        var reply = await tokens.IssueAsync(rotation.User!, cancellationToken);
        return TypedResults.Ok(fromBody ? reply with { RefreshToken = rotation.Token } : reply);
    }

    private static async Task<Ok<MessageReply>> LogoutAsync(
        [FromBody] RefreshRequest? request, SessionTokens sessions, RefreshCookie cookie, HttpContext context, CancellationToken cancellationToken)
    {
        if (request?.RefreshToken is { Length: > 0 } sent)
            await sessions.EndAsync(sent, cancellationToken);
        if (RefreshCookie.Read(context) is { } kept)
            await sessions.EndAsync(kept, cancellationToken);
        cookie.Clear(context);
        return TypedResults.Ok(new MessageReply("Signed out."));
    }
}
