using System.Reflection;

namespace StockAgents.Standalone.Terminal;

/// <summary>The command line of the program as a whole: what is not <c>analyze</c> serves, unless it asks for help or can't be meant.</summary>
internal static class CommandLine
{
    private const string Usage =
        $"""
        Usage: StockAgents.Standalone [--urls http://localhost:PORT] [--KEY VALUE]...   serve the API; KEY as in docs/configuration.md
               StockAgents.Standalone {AnalyzeArguments.Synopsis}
               StockAgents.Standalone --help | --version
        """;

    /// <returns>The exit code of a command line that starts no server, with its answer written; null for one that does.</returns>
    public static int? Answer(string[] args)
    {
        if (args is ["--help" or "-h" or "-?" or "help", ..])
            return Say(Usage);
        if (args is ["--version", ..])
            return Say(Version);
        return Problem(args) is { } problem ? Refuse(problem) : null;
    }

    public static int Say(string text)
    {
        Console.WriteLine(text);
        return 0;
    }

    private static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine(Usage);
        return 1;
    }

    /// <summary>The forms that .NET's command line configuration reads, and nothing else: it passes over what it can't read.</summary>
    private static string? Problem(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var isOption = args[i].StartsWith("--", StringComparison.Ordinal);
            if (args[i].Contains('=', StringComparison.Ordinal) && (isOption || !args[i].StartsWith('-')))
                continue;
            if (!isOption)
                return args[i].StartsWith('-') ? $"There is no option {args[i]}." : $"There is no command '{args[i]}'.";
            if (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                return $"{args[i]} needs a value.";
            i++;
        }
        return null;
    }
}
