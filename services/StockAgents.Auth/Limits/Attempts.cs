namespace StockAgents.Auth.Limits;

/// <summary>How often a subject tried to sign in within the current window.</summary>
internal sealed class Attempts
{
    /// <summary><c>account:HASH</c> or <c>address:IP</c>. Accounts that don't exist are counted too, so that a lock tells nothing.</summary>
    public required string Subject { get; init; }
    public required int Count { get; init; }

    /// <summary>End of the window in milliseconds of Unix time.</summary>
    public required long Until { get; init; }
}
