using System.Globalization;
using Spectre.Console;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Standalone.Terminal;

/// <summary>A report for a person at a terminal: decision, key numbers, debate, risk, and what is missing.</summary>
internal static class ReportView
{
    private const int MissingShown = 8;

    public static void Print(AnalysisReport report)
    {
        AnsiConsole.WriteLine();
        PrintDecision(report);
        PrintNumbers(report);
        PrintDebate(report.Debate);
        PrintRisk(report);
        PrintQuality(report);
    }

    private static void PrintDecision(AnalysisReport report)
    {
        var head = report.Signal is { } signal
            ? $"[bold {ColourOf(signal)}]{Markup.Escape(NameOf(signal))}[/], confidence [bold]{report.Confidence}[/]"
            : $"[bold yellow]No decision[/]: {Markup.Escape(report.AbstentionReason ?? "")}";
        AnsiConsole.Write(new Panel(new Markup($"{head}\n\n{Markup.Escape(report.Reasoning)}"))
            .Header($" {report.Symbol} {Markup.Escape(report.Instrument.Name)}, {report.TradeDate:yyyy-MM-dd} ").Expand());
    }

    private static void PrintNumbers(AnalysisReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Key number").AddColumn(new TableColumn("Value").RightAligned());
        foreach (var metric in report.UiHints.KeyMetrics)
        {
            var (name, value) = metric.Split('=', 2) is [var n, var v] ? (n, v) : (metric, "");
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }
        if (report.TradeSetup is { } setup)
        {
            table.AddRow(report.Signal < Signal.Hold ? "Exit" : "Entry", $"{Number(setup.EntryZone.Low)} to {Number(setup.EntryZone.High)}");
            table.AddRow("Target", Number(setup.TargetPrice));
            table.AddRow("Stop", Number(setup.StopLoss));
            table.AddRow("Reward to risk", Number(setup.RiskReward));
            if (setup.PositionSizePercent > 0)
                table.AddRow("Position", $"{Number(setup.PositionSizePercent)} %");
            table.AddRow("Horizon", Markup.Escape(setup.TimeHorizon));
        }
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
        if (report.TradeSetup is { } plan)
            AnsiConsole.MarkupLineInterpolated($"[grey]Invalid when:[/] {plan.InvalidationCondition}");
    }

    private static void PrintDebate(DebateReport? debate)
    {
        if (debate is null)
            return;
        AnsiConsole.Write(new Rule("[bold]Debate[/]").LeftJustified());
        var table = new Table().Border(TableBorder.Rounded).Expand().AddColumn("[green]Bull[/]").AddColumn("[red]Bear[/]");
        table.AddRow(Side(debate.Bull), Side(debate.Bear));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[bold]Winner: {debate.Winner}.[/] {debate.Conclusion}");
    }

    private static Markup Side(DebateSide side) => new(string.Join('\n',
        new[] { Markup.Escape(side.Thesis), "" }.Concat(side.Points.Select(p => $"• {Markup.Escape(p.Argument)} [grey]({p.Weight}, {Markup.Escape(p.Stance)})[/]"))));

    private static void PrintRisk(AnalysisReport report)
    {
        if (report.RiskAssessment is not { } risk)
            return;
        AnsiConsole.Write(new Rule("[bold]Risk[/]").LeftJustified());
        AnsiConsole.MarkupLineInterpolated($"Score [bold]{risk.Score}[/] of 10, volatility {risk.VolatilityStatus}, drawdown {risk.MaxDrawdownRisk}, verdict [bold]{risk.Verdict}[/]");
        foreach (var opinion in report.RiskPanel ?? [])
            AnsiConsole.MarkupLineInterpolated($"[grey]{opinion.Position,-12}[/] {opinion.RecommendedAction}");
    }

    private static void PrintQuality(AnalysisReport report)
    {
        var quality = report.Quality;
        AnsiConsole.Write(new Rule("[bold]Sources[/]").LeftJustified());
        AnsiConsole.MarkupLineInterpolated(
            $"Quality [bold]{quality.Grade}[/] ({quality.Score}), engine {report.Engine}; {quality.ClaimsVerified} of {quality.ClaimsTotal} claims verified against {report.Evidence.Count} data points from {string.Join(", ", report.Evidence.Select(e => e.Source).Distinct())}");
        foreach (var missing in report.Missing.Take(MissingShown))
            AnsiConsole.MarkupLineInterpolated($"[grey]missing[/] {missing.Name}: {missing.Reason}");
        if (report.Missing.Count > MissingShown)
            AnsiConsole.MarkupLineInterpolated($"[grey]and {report.Missing.Count - MissingShown} more; --json shows all[/]");
    }

    private static string NameOf(Signal signal) => signal switch
    {
        Signal.StrongBuy => "Strong Buy",
        Signal.StrongSell => "Strong Sell",
        _ => signal.ToString(),
    };

    private static string ColourOf(Signal signal) => signal switch
    {
        Signal.StrongBuy or Signal.Buy => "green",
        Signal.StrongSell or Signal.Sell => "red",
        _ => "yellow",
    };

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
