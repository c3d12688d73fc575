using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults;

namespace StockAgents.Standalone;

/// <summary>What goes wrong at a start is mostly the operator's to mend: one sentence instead of a stack trace.</summary>
internal static class StartFailures
{
    /// <returns>What <paramref name="run"/> returned; 1 when it failed, with the reason on stderr.</returns>
    public static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e)
        {
            // The end of the process: a failure that nobody foresaw keeps its trace, for whoever mends it here.
            var sentences = Sentences(e).ToList();
            await Console.Error.WriteLineAsync(sentences.Contains(null) ? e.ToString() : string.Join(Environment.NewLine, sentences.Distinct(StringComparer.Ordinal)));
            return 1;
        }
    }

    private static IEnumerable<string?> Sentences(Exception e) => e switch
    {
        AggregateException several => several.Flatten().InnerExceptions.SelectMany(Sentences),
        OptionsValidationException options => options.Failures,
        StartFault fault => [fault.Message],
        IOException { InnerException: AddressInUseException } => [$"The port is in use: {e.Message} Stop the other process, or choose another with --urls http://localhost:PORT."],
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AccessDenied } =>
            [$"The server can't listen there: {e.Message}. Choose an address of this machine, and a port that is free to this user, with --urls."],
        _ => [null],
    };
}
