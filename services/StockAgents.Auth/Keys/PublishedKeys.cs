using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Auth.Keys;

/// <summary>The public halves of the ring. A shared secret has none.</summary>
internal sealed class PublishedKeys(SigningKeyRing ring, IOptions<IdentitySettings> identity)
{
    public async Task<PublicKeySet> GetAsync(CancellationToken cancellationToken)
    {
        if (identity.Value.JwtSecretKey is not null)
            return new PublicKeySet([]);
        // A verifier that asks before the first token was issued should already get the key that will sign it.
        await ring.SignerAsync(cancellationToken);
        var keys = await ring.GetAsync(kid: null, cancellationToken);
        return new PublicKeySet([.. keys.OfType<ECDsaSecurityKey>().Select(ToPublic)]);
    }

    private static PublicKey ToPublic(ECDsaSecurityKey key)
    {
        ECPoint point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new PublicKey { Kid = key.KeyId, X = Base64UrlEncoder.Encode(point.X!), Y = Base64UrlEncoder.Encode(point.Y!) };
    }
}
