using Microsoft.IdentityModel.Tokens;

namespace StockAgents.ServiceDefaults.Identity.Tokens;

/// <summary>
/// The keys that verify access tokens: auth's own ring in its process, auth's published set elsewhere, or the shared secret.
/// </summary>
public interface IAccessTokenKeys
{
    /// <summary>
    /// The keys known now. Asked for a <paramref name="kid"/> that is not among them, looks again at the source, but not so
    /// often that forged tokens could make it a load.
    /// </summary>
    /// <param name="kid">Key id of the token at hand; null for whatever is known.</param>
    /// <exception cref="AccessTokenKeysUnavailableException">No key was ever read, and the source does not answer.</exception>
    ValueTask<IReadOnlyList<SecurityKey>> GetAsync(string? kid, CancellationToken cancellationToken);
}

/// <summary>Tokens can't be judged now: the caller is told to come again (503), not that the token is bad (401).</summary>
public sealed class AccessTokenKeysUnavailableException : Exception
{
    public AccessTokenKeysUnavailableException()
    {
    }

    public AccessTokenKeysUnavailableException(string message)
        : base(message)
    {
    }

    public AccessTokenKeysUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
