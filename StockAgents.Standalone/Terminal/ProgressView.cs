using Spectre.Console;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Standalone.Terminal;

/// <summary>One line for each node as it ends.</summary>
internal static class ProgressView
{
    public static void Print(StageEvent stage)
    {
        var (mark, colour) = stage.Status switch
        {
            "completed" => ("✓", "green"),
            "abstained" => ("–", "grey"),
            "degraded" => ("!", "yellow"),
            _ => ("…", "grey"),
        };
        AnsiConsole.MarkupLine($"[grey]{stage.Progress,3}%[/] [{colour}]{mark}[/] {Markup.Escape(stage.Node),-22} [grey]{Markup.Escape(stage.Message)}[/]");
    }
}
