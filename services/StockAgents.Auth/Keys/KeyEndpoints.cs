using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using StockAgents.Auth.Data;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Auth.Keys;

/// <summary>Where verifiers find the public keys.</summary>
internal static class KeyEndpoints
{
    private const string KeySet = "/.well-known/jwks.json";

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("").WithTags("Authentication").AddEndpointFilter<RouteGroupBuilder, SchemaGate<AuthDb>>();
        keys.MapGet(KeySet, GetKeySetAsync);
        keys.MapGet("/api/auth" + KeySet, GetKeySetAsync);
        keys.MapGet("/.well-known/openid-configuration", GetMetadata);
    }

    private static async Task<Ok<PublicKeySet>> GetKeySetAsync(PublishedKeys keys, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(await keys.GetAsync(cancellationToken));
    }

    private static Ok<IssuerMetadata> GetMetadata(HttpRequest request, IOptions<IdentitySettings> identity) => TypedResults.Ok(new IssuerMetadata
    {
        Issuer = AccessTokenClaims.Issuer,
        JwksUri = $"{request.Scheme}://{request.Host}{KeySet}",
        IdTokenSigningAlgValuesSupported = [identity.Value.JwtSecretKey is null ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.HmacSha256],
    });
}
