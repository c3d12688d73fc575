using System.Net.Sockets;
using System.Text;

namespace StockAgents.Gateway.Tests.Hosting;

/// <summary>Bytes on a socket, for what no well-behaved client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends the text and returns everything the server says until it closes the connection.</summary>
    public static async Task<string> ExchangeAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static int StatusOf(string answer) => int.Parse(answer.Split(' ', 3)[1]);
}
