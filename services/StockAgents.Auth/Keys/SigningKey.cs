namespace StockAgents.Auth.Keys;

/// <summary>
/// A private key for access tokens (ES256). Whoever reads this table can sign tokens: it is to be guarded like the passwords of
/// the database itself.
/// </summary>
internal sealed class SigningKey
{
    /// <summary>1, 2, 3...: of two replicas that make the next key at once, one meets the primary key and takes the other's.</summary>
    public required int Generation { get; init; }

    /// <summary>Thumbprint of the public key (RFC 7638).</summary>
    public required string Kid { get; init; }

    /// <summary>PKCS #8.</summary>
    public required byte[] PrivateKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Published from the start, used from here on: verifiers have it before they meet it.</summary>
    public required DateTimeOffset SignsFrom { get; init; }
}
