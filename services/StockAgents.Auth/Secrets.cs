using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StockAgents.Auth;

/// <summary>Random credentials. They hold 256 bits, so a plain hash protects them: there is nothing to guess.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
