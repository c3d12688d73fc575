using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StockAgents.Auth.Data;

namespace StockAgents.Auth.Limits;

/// <summary>
/// Counts a login against its account and its address before the password is looked at, in one statement each: however many
/// guesses arrive at once, on however many replicas, no more than the allowed number is tried.
/// </summary>
internal sealed class LoginGuard(AuthDb db, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>How long to wait, or null when the attempt may go on.</summary>
    public async Task<TimeSpan?> EnterAsync(string normalizedEmail, string address, CancellationToken cancellationToken)
    {
        var byAddress = await CountAsync(Address(address), options.Value.AttemptsPerAddress, cancellationToken);
        // A locked address does not lock the accounts it goes on trying.
        return byAddress ?? await CountAsync(Account(normalizedEmail), options.Value.AttemptsPerAccount, cancellationToken);
    }

    /// <summary>A right password takes its attempt back: only wrong ones count.</summary>
    public async Task SucceedAsync(string normalizedEmail, string address, CancellationToken cancellationToken)
    {
        var account = Account(normalizedEmail);
        var from = Address(address);
        await db.Attempts.Where(attempts => attempts.Subject == account).ExecuteDeleteAsync(cancellationToken);
        await db.Attempts.Where(attempts => attempts.Subject == from && attempts.Count > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(attempts => attempts.Count, attempts => attempts.Count - 1), cancellationToken);
    }

    private async Task<TimeSpan?> CountAsync(string subject, int allowed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var table = db.Model.FindEntityType(typeof(Attempts))!.GetSchemaQualifiedTableName();
        // Both databases share this dialect; what is spliced in is our own table's name.
        var sql = $$"""
            INSERT INTO {{table}} AS a (subject, count, until) VALUES ({0}, 1, {1})
            ON CONFLICT (subject) DO UPDATE SET
                count = CASE WHEN a.until <= {2} THEN 1 ELSE a.count + 1 END,
                until = CASE WHEN a.until <= {2} THEN excluded.until ELSE a.until END
            RETURNING subject, count, until
            """;
        var rows = await db.Attempts
            .FromSqlRaw(sql, subject, (now + options.Value.AttemptWindow).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds())
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return rows[0].Count > allowed ? DateTimeOffset.FromUnixTimeMilliseconds(rows[0].Until) - now : null;
    }

    private static string Account(string normalizedEmail) => $"account:{Secrets.Hash(normalizedEmail)}";

    private static string Address(string address) => $"address:{address}";
}
