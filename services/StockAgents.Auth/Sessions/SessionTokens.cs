using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StockAgents.Auth.Data;
using StockAgents.Auth.Users;

namespace StockAgents.Auth.Sessions;

/// <summary>
/// Sessions as chains of refresh tokens (RFC 9700, section 4.14.2): each token is good once. Using one again means that two
/// parties hold the chain, so the whole session ends.
/// </summary>
internal sealed class SessionTokens(AuthDb db, RotationsInFlight inFlight, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>Begins a session and returns its first refresh token.</summary>
    public async Task<string> StartAsync(int userId, CancellationToken cancellationToken)
    {
        var session = new Session { Id = Guid.CreateVersion7(time.GetUtcNow()), UserId = userId, CreatedAt = time.GetUtcNow() };
        db.Sessions.Add(session);
        var token = AddToken(session.Id);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Replaces a token by its successor, exactly once however many requests bring it.</summary>
    public async Task<Rotation> RotateAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(token);
        using var turn = inFlight.Enter(hash);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var claimed = await db.RefreshTokens
            .Where(link => link.Hash == hash && link.UsedAt == null && link.ExpiresAt > now)
            .Where(link => db.Sessions.Any(session => session.Id == link.SessionId && session.RevokedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancellationToken);
        var rotation = claimed == 1
            ? await SucceedAsync(hash, cancellationToken)
            : await RefuseAsync(hash, turn.Shared, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rotation;
    }

    /// <summary>Ends the session that a token belongs to; unknown tokens are ignored.</summary>
    public Task EndAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(token);
        var now = time.GetUtcNow();
        return db.Sessions
            .Where(session => session.RevokedAt == null && db.RefreshTokens.Any(link => link.Hash == hash && link.SessionId == session.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
    }

    private async Task<Rotation> SucceedAsync(string hash, CancellationToken cancellationToken)
    {
        var session = await db.RefreshTokens.Where(link => link.Hash == hash)
            .Join(db.Sessions, link => link.SessionId, session => session.Id, (_, session) => session)
            .AsNoTracking().SingleAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == session.UserId, cancellationToken);
        if (user.Disabled)
            return new Rotation(user, Token: null, Concurrent: false);
        var next = AddToken(session.Id);
        await db.SaveChangesAsync(cancellationToken);
        return new Rotation(user, next, Concurrent: false);
    }

    private async Task<Rotation> RefuseAsync(string hash, bool concurrent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Two tabs that refresh at the same moment are no theft: the second gets nothing, and the first keeps its session.
        if (!concurrent)
        {
            await db.Sessions
                .Where(session => session.RevokedAt == null
                    && db.RefreshTokens.Any(link => link.Hash == hash && link.UsedAt != null && link.SessionId == session.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        }
        return new Rotation(User: null, Token: null, concurrent);
    }

    private string AddToken(Guid session)
    {
        var token = Secrets.New();
        db.RefreshTokens.Add(new RefreshToken
        {
            SessionId = session,
            Hash = Secrets.Hash(token),
            ExpiresAt = time.GetUtcNow() + options.Value.RefreshTokenLife,
        });
        return token;
    }
}

/// <summary>Outcome of a refresh. Without a <paramref name="Token"/> it was refused; a <paramref name="User"/> is then a disabled one.</summary>
/// <param name="Concurrent">Another request with the same token was under way: the caller's cookie may already be the new one.</param>
internal sealed record Rotation(User? User, string? Token, bool Concurrent);
