using System.Text.Json;
using Refit;
using Spectre.Console;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Standalone.Terminal;

/// <summary>
/// Runs one analysis from the terminal: the whole host on a free loopback port, asked over the same API as everybody.
/// Exit code 0 with a decision or an abstention, 130 or 143 when interrupted, 1 with one sentence on stderr otherwise.
/// </summary>
internal static class AnalyzeCommand
{
    /// <summary>How long an interrupted command waits for its analysis to be cancelled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Any(word => word is "--help" or "-h"))
            return CommandLine.Say(AnalyzeArguments.Usage);
        if (!AnalyzeArguments.TryParse(args, out var arguments, out var problem))
            return await RefuseAsync(problem);
        using var interruption = new Interruption();
        return await StartFailures.ExplainAsync(async () =>
        {
            try
            {
                return await RunAsync(arguments, interruption.Token);
            }
            catch (ApiException e)
            {
                return await RefuseAsync(DetailOf(e));
            }
            catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
            {
                await RefuseAsync("Interrupted; the analysis is cancelled.");
                return interruption.ExitCode;
            }
        });
    }

    private static async Task<int> RunAsync(AnalyzeArguments arguments, CancellationToken cancellationToken)
    {
        await using var host = TerminalHost.Build();
        await host.StartAsync(cancellationToken);
        // Not to be interrupted: without the ticket the analysis could not be cancelled.
        var ticket = await host.Analyses.SubmitAsync(arguments.Symbol, arguments.Request, CancellationToken.None);
        try
        {
            var report = await FollowAsync(host.Analyses, ticket, arguments.Json, cancellationToken);
            if (report is null)
                return 1;
            if (arguments.Json)
                Console.WriteLine(JsonSerializer.Serialize(report, ContractJson.Options));
            else
                ReportView.Print(report);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Else the next server on this database would go on with what nobody waits for.
            using var patience = new CancellationTokenSource(Patience);
            await host.Analyses.CancelAsync(ticket.TaskId, patience.Token);
            throw;
        }
    }

    private static async Task<AnalysisReport?> FollowAsync(IAnalysesApi analyses, AnalysisTicket ticket, bool json, CancellationToken cancellationToken)
    {
        if (!json)
            AnsiConsole.MarkupLineInterpolated($"[bold]{ticket.Symbol}[/] as of [bold]{ticket.TradeDate:yyyy-MM-dd}[/], {ticket.AnalysisLevel}: {string.Join(", ", ticket.Analysts)}");
        await foreach (var (name, data) in EventStream.FollowAsync(analyses, ticket.TaskId, cancellationToken))
        {
            switch (name)
            {
                case AnalysisEvents.Complete:
                    return JsonSerializer.Deserialize<AnalysisReport>(data, ContractJson.Options);
                case AnalysisEvents.Error or AnalysisEvents.Cancelled:
                    await RefuseAsync(JsonDocument.Parse(data).RootElement.GetProperty("message").GetString()!);
                    return null;
                case var _ when !json:
                    ProgressView.Print(JsonSerializer.Deserialize<StageEvent>(data, ContractJson.Options)!);
                    break;
            }
        }
        await RefuseAsync("The analysis ended without a result.");
        return null;
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    private static string DetailOf(ApiException e)
    {
        var problem = e.Content is { Length: > 0 } body ? JsonSerializer.Deserialize<Microsoft.AspNetCore.Mvc.ProblemDetails>(body, JsonSerializerOptions.Web) : null;
        return problem?.Detail ?? e.Message;
    }
}
