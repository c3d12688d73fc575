using System.Text.Json;
using Refit;
using Spectre.Console;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Standalone.Terminal;

/// <summary>
/// Runs one analysis from the terminal: the whole host on a free loopback port, asked over the same API as everybody.
/// Exit code 0 with a decision or an abstention, 1 with one sentence on stderr otherwise.
/// </summary>
internal static class AnalyzeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (!AnalyzeArguments.TryParse(args, out var arguments, out var problem))
            return await RefuseAsync(problem);
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            await using var host = await TerminalHost.StartAsync(interrupted.Token);
            var report = await AnalyzeAsync(host.Analyses, arguments, interrupted.Token);
            if (report is null)
                return 1;
            if (arguments.Json)
                Console.WriteLine(JsonSerializer.Serialize(report, ContractJson.Options));
            else
                ReportView.Print(report);
            return 0;
        }
        catch (ApiException e)
        {
            return await RefuseAsync(DetailOf(e));
        }
        catch (InvalidOperationException e)
        {
            return await RefuseAsync(e.Message);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return await RefuseAsync("Interrupted; the analysis goes on when StockAgents is started again.");
        }
    }

    private static async Task<AnalysisReport?> AnalyzeAsync(IAnalysesApi analyses, AnalyzeArguments arguments, CancellationToken cancellationToken)
    {
        var ticket = await analyses.SubmitAsync(arguments.Symbol, arguments.Request, cancellationToken);
        if (!arguments.Json)
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
                case var _ when !arguments.Json:
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
