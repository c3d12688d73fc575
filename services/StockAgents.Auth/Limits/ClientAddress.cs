using System.Net;
using System.Net.Sockets;

namespace StockAgents.Auth.Limits;

/// <summary>What counts as one address: an IPv4 address, or an IPv6 /64, which one subscriber has to himself.</summary>
internal static class ClientAddress
{
    private const int PrefixBytes = 8;

    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Text(address) : "unknown";

    internal static string Text(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
