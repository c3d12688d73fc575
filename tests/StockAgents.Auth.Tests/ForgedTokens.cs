using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace StockAgents.Auth.Tests;

/// <summary>Access tokens as attackers would make them, from parts.</summary>
internal static class ForgedTokens
{
    public static Dictionary<string, object> GoodHeader(string kid) => new(StringComparer.Ordinal) { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = kid };

    public static Dictionary<string, object> GoodClaims(DateTimeOffset now) => new(StringComparer.Ordinal)
    {
        ["sub"] = "2",
        ["iss"] = "stockagents",
        ["aud"] = "stockagents",
        ["type"] = "access",
        ["jti"] = "1",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(15).ToUnixTimeSeconds(),
    };

    public static Dictionary<string, object> With(this Dictionary<string, object> parts, string name, object? value)
    {
        var copy = new Dictionary<string, object>(parts, StringComparer.Ordinal);
        if (value is null)
            copy.Remove(name);
        else
            copy[name] = value;
        return copy;
    }

    public static string Es256(ECDsa key, Dictionary<string, object> header, Dictionary<string, object> claims) =>
        Sign(header, claims, input => key.SignData(input, HashAlgorithmName.SHA256));

    public static string Hs256(byte[] secret, Dictionary<string, object> header, Dictionary<string, object> claims) =>
        Sign(header, claims, input => HMACSHA256.HashData(secret, input));

    public static string Unsigned(Dictionary<string, object> header, Dictionary<string, object> claims) => Sign(header, claims, _ => []);

    private static string Sign(Dictionary<string, object> header, Dictionary<string, object> claims, Func<byte[], byte[]> sign)
    {
        var input = $"{Part(header)}.{Part(claims)}";
        return $"{input}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Part(Dictionary<string, object> values) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(values));
}
