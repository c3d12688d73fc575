using System.Net;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using StockAgents.Auth.Data;
using StockAgents.Contracts.Auth;
using static StockAgents.Auth.Tests.ForgedTokens;

namespace StockAgents.Auth.Tests;

/// <summary>Every forged token is shown to auth itself and to a service that only knows the published keys.</summary>
public sealed class AccessTokenTests
{
    private const string Secret = "a shared secret of more than thirty-two bytes";

    [Fact]
    public async Task Only_a_token_that_is_right_in_every_part_passes()
    {
        await using var auth = new AuthServer();
        await auth.SignUpAsync();
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock);
        var (kid, key) = await SigningKeyAsync(auth);
        var header = GoodHeader(kid);
        var claims = GoodClaims(auth.Clock.GetUtcNow());
        var now = auth.Clock.GetUtcNow();

        // Made with the real key from the same parts, so that each refusal below is due to the one part that differs.
        await ShouldPassAsync(auth, edge, Es256(key, header, claims));
        await ShouldPassAsync(auth, edge, Es256(key, header, claims.With("exp", now.AddSeconds(-25).ToUnixTimeSeconds())));

        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var jwk = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(foreign.ExportParameters(false).Q.X!),
            ["y"] = Base64UrlEncoder.Encode(foreign.ExportParameters(false).Q.Y!),
        };
        var publicPem = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        Dictionary<string, string> forged = new(StringComparer.Ordinal)
        {
            ["alg none"] = Unsigned(header.With("alg", "none"), claims),
            ["alg NONE"] = Unsigned(header.With("alg", "NONE"), claims),
            ["no signature"] = Unsigned(header, claims),
            ["public key as HMAC secret (PEM)"] = Hs256(publicPem, header.With("alg", "HS256"), claims),
            ["public key as HMAC secret (DER)"] = Hs256(key.ExportSubjectPublicKeyInfo(), header.With("alg", "HS256"), claims),
            ["empty HMAC secret"] = Hs256([], header.With("alg", "HS256"), claims),
            ["foreign key"] = Es256(foreign, header, claims),
            ["foreign key, embedded"] = Es256(foreign, header.With("jwk", jwk), claims),
            ["foreign key, by address"] = Es256(foreign, header.With("jku", "http://127.0.0.1:1/jwks.json").With("x5u", "http://127.0.0.1:1/"), claims),
            ["kid path"] = Es256(foreign, header.With("kid", "../../../../dev/null"), claims),
            ["kid SQL"] = Es256(foreign, header.With("kid", "x' UNION SELECT '' --"), claims),
            ["kid URL"] = Es256(foreign, header.With("kid", "http://127.0.0.1:1/key"), claims),
            ["kid empty"] = Es256(key, header.With("kid", ""), claims),
            ["kid missing"] = Es256(key, header.With("kid", null), claims),
            ["ES384"] = Es256(key, header.With("alg", "ES384"), claims),
            ["typ JWT"] = Es256(key, header.With("typ", "JWT"), claims),
            ["typ missing"] = Es256(key, header.With("typ", null), claims),
            ["expired"] = Es256(key, header, claims.With("exp", now.AddSeconds(-61).ToUnixTimeSeconds())),
            ["no exp"] = Es256(key, header, claims.With("exp", null)),
            ["not yet"] = Es256(key, header, claims.With("nbf", now.AddSeconds(61).ToUnixTimeSeconds())),
            ["other issuer"] = Es256(key, header, claims.With("iss", "https://example.org")),
            ["no issuer"] = Es256(key, header, claims.With("iss", null)),
            ["other audience"] = Es256(key, header, claims.With("aud", "elsewhere")),
            ["no audience"] = Es256(key, header, claims.With("aud", null)),
            ["refresh type"] = Es256(key, header, claims.With("type", "refresh")),
            ["no type"] = Es256(key, header, claims.With("type", null)),
            ["subject of no user"] = Es256(key, header, claims.With("sub", "2 OR 1=1")),
            ["no subject"] = Es256(key, header, claims.With("sub", null)),
            ["critical extension"] = Es256(foreign, header.With("crit", new[] { "b64" }).With("b64", value: false), claims),
        };
        foreach (var (name, token) in forged)
            await ShouldFailAsync(auth, edge, token, name);
    }

    [Fact]
    public async Task No_mutation_of_a_good_token_passes()
    {
        await using var auth = new AuthServer();
        var (good, _) = await auth.SignUpAsync();
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock);
        await ShouldPassAsync(auth, edge, good);

        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
        var replace = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char[Alphabet], (at, c) => good[..at] + c + good[(at + 1)..]);
        var insert = Gen.Select(Gen.Int[0, good.Length], Gen.Char[Alphabet], (at, c) => good[..at] + c + good[at..]);
        var delete = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[1, 40], (at, count) => good.Remove(at, Math.Min(count, good.Length - at)));
        var swap = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], (a, b) =>
        {
            var parts = good.Split('.');
            (parts[a], parts[b]) = (parts[b], parts[a]);
            return string.Join('.', parts);
        });
        var mutations = Gen.OneOf(replace, insert, delete, swap).Where(token => !SameBytes(token, good)).Array[2_200].Single();

        await Parallel.ForEachAsync(mutations, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = AuthServer.Cancel },
            async (token, _) => await ShouldFailAsync(auth, edge, token, token));
    }

    [Fact]
    public async Task With_a_shared_secret_tokens_are_HS256_and_nothing_else()
    {
        await using var auth = new AuthServer(postgres: null, ("JWT_SECRET_KEY", Secret));
        var (access, _) = await auth.SignUpAsync();
        await using var edge = await EdgeServer.StartAsync(clock: auth.Clock, settings: ("JWT_SECRET_KEY", Secret));
        await ShouldPassAsync(auth, edge, access);
        Assert.Equal("HS256", new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(access).Alg);

        var kid = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(access).Kid;
        var claims = GoodClaims(auth.Clock.GetUtcNow());
        await ShouldPassAsync(auth, edge, Hs256(Encoding.UTF8.GetBytes(Secret), GoodHeader(kid).With("alg", "HS256"), claims));
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ShouldFailAsync(auth, edge, Es256(foreign, GoodHeader(kid), claims), "ES256 under a shared secret");
        await ShouldFailAsync(auth, edge, Unsigned(GoodHeader(kid).With("alg", "none"), claims), "none under a shared secret");
        using var keys = await auth.SendAsync(HttpMethod.Get, "/.well-known/jwks.json");
        Assert.Empty((await keys.ReadAsync<PublicKeySet>()).Keys);
    }

    [Fact]
    public async Task Administrators_are_named_by_the_configuration_only()
    {
        await using var auth = new AuthServer(postgres: null, ("Auth:Admins", "boss@example.org, Root@example.org"));
        await using var edge = await EdgeServer.StartAsync(auth.Address, auth.Clock, settings: [("API_KEY_ENABLED", "true")]);
        foreach (var (email, expected) in new[] { ("ann@example.org", HttpStatusCode.Forbidden), ("root@example.org", HttpStatusCode.OK) })
        {
            var (access, _) = await auth.SignUpAsync(email);
            using var reply = await edge.GetAsync("/admin", ("Authorization", $"Bearer {access}"));
            Assert.Equal(expected, reply.StatusCode);
        }
    }

    private static async Task<(string Kid, ECDsa Key)> SigningKeyAsync(AuthServer auth)
    {
        await using var scope = auth.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<AuthDb>().SigningKeys.SingleAsync(AuthServer.Cancel);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(row.PrivateKey, out _);
        return (row.Kid, key);
    }

    /// <summary>Base64url leaves bits unused at the end of a part: another letter there may still spell the same bytes.</summary>
    private static bool SameBytes(string token, string good)
    {
        var parts = token.Split('.');
        var goodParts = good.Split('.');
        if (parts.Length != goodParts.Length || parts[0] != goodParts[0] || parts[1] != goodParts[1])
            return false;
        try
        {
            return Base64UrlEncoder.DecodeBytes(parts[2]).SequenceEqual(Base64UrlEncoder.DecodeBytes(goodParts[2]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task ShouldPassAsync(AuthServer auth, EdgeServer edge, string token)
    {
        using var me = await auth.SendAsync(HttpMethod.Get, "/api/auth/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        using var whoami = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {token}"));
        Assert.Equal("2", await whoami.Content.ReadAsStringAsync(AuthServer.Cancel));
    }

    private static async Task ShouldFailAsync(AuthServer auth, EdgeServer edge, string token, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var me = await auth.Http.SendAsync(request, AuthServer.Cancel);
        using var whoami = await edge.GetAsync("/whoami", ("Authorization", $"Bearer {token}"));
        Assert.True((me.StatusCode, whoami.StatusCode) == (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            $"{name}: {me.StatusCode}, {whoami.StatusCode}");
        Assert.Equal("Bearer", me.Headers.WwwAuthenticate.Single().Scheme);
    }
}
