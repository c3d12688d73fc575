using StockAgents.Standalone;
using StockAgents.Standalone.Terminal;

return args switch
{
    ["analyze", .. var rest] => await AnalyzeCommand.RunAsync(rest),
    _ when CommandLine.Answer(args) is { } exitCode => exitCode,
    _ => await StandaloneHost.ServeAsync(args),
};
