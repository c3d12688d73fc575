namespace StockAgents.TestKit.Processes;

/// <summary>An executable of this repository, as it was built beside the running tests: same configuration, same framework.</summary>
public sealed record BuiltProgram(string Project, string Assembly)
{
    public static BuiltProgram Standalone { get; } = new("StockAgents.Standalone", "StockAgents.Standalone");
    public static BuiltProgram Gateway { get; } = new("gateway/StockAgents.Gateway", "StockAgents.Gateway");
    public static BuiltProgram Auth { get; } = new("services/StockAgents.Auth", "StockAgents.Auth");
    public static BuiltProgram MarketData { get; } = new("services/StockAgents.MarketData", "StockAgents.MarketData");
    public static BuiltProgram Agents { get; } = new("services/StockAgents.Agents", "StockAgents.Agents");
    public static BuiltProgram Worker { get; } = new("services/StockAgents.Worker", "analysis_worker");

    public string Path
    {
        get
        {
            // The tests run in <root>/tests/<project>/bin/<configuration>/<framework>.
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
            var configuration = framework.Parent!;
            var root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
            var path = System.IO.Path.Combine(root, Project, "bin", configuration.Name, framework.Name, $"{Assembly}.dll");
            return File.Exists(path) ? path : throw new FileNotFoundException($"{Assembly} is not built: build StockAgents.sln first.", path);
        }
    }
}
