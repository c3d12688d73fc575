using StockAgents.Standalone;
using StockAgents.Standalone.Terminal;

return args is ["analyze", .. var rest]
    ? await AnalyzeCommand.RunAsync(rest)
    : await StandaloneHost.ServeAsync(args);
