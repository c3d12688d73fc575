using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace StockAgents.Standalone;

/// <summary>What goes wrong at a start is mostly the operator's to mend: one sentence instead of a stack trace.</summary>
internal static class StartFailures
{
    public static async Task<int> ExplainAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static string? Sentence(Exception e) => e switch
    {
        IOException { InnerException: AddressInUseException } => $"The port is in use: {e.Message} Stop the other process, or choose another with --urls http://localhost:PORT.",
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        InvalidOperationException invalid => invalid.Message,
        _ => null,
    };
}
