namespace StockAgents.Architecture.Tests;

/// <summary><c>Contracts &lt;- ServiceDefaults &lt;- modules &lt;- hosts</c>; no module knows another.</summary>
public sealed class DependencyRuleTests
{
    private const string Contracts = "StockAgents.Contracts";
    private const string ServiceDefaults = "StockAgents.ServiceDefaults";
    private const string AppHost = "StockAgents.AppHost";

    private static readonly string[] Modules = ["StockAgents.MarketData", "StockAgents.Agents", "StockAgents.Auth", "StockAgents.Gateway"];
    private static readonly string[] Hosts = ["StockAgents.Standalone", "StockAgents.Worker", AppHost];

    [Fact]
    public void The_foundations_reference_nothing_above_them()
    {
        Assert.Empty(Repository.Projects[Contracts].References);
        Assert.Equal([Contracts], Repository.Projects[ServiceDefaults].References);
    }

    [Fact]
    public void A_module_references_only_the_foundations()
    {
        foreach (var module in Modules)
            Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { Contracts, ServiceDefaults }, Repository.Projects[module].References.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_references_a_host_but_tests()
    {
        var reaching = Repository.Projects.Values
            .Where(project => !IsTest(project) && project.Name != AppHost && project.References.Any(Hosts.Contains))
            .Select(project => project.Name);
        Assert.Empty(reaching);
    }

    [Fact]
    public void Every_project_is_a_foundation_a_module_a_host_or_for_tests()
    {
        string[] known = [Contracts, ServiceDefaults, .. Modules, .. Hosts];
        var strangers = Repository.Projects.Values
            .Where(project => !known.Contains(project.Name, StringComparer.Ordinal) && !IsTest(project) && !IsTool(project))
            .Select(project => project.Name);
        Assert.Empty(strangers);
    }

    [Fact]
    public void Only_the_AppHost_knows_Aspire()
    {
        var knowing = Repository.Projects.Values
            .Where(project => project.Sdk.StartsWith("Aspire.", StringComparison.Ordinal)
                || project.Packages.Any(package => package.StartsWith("Aspire.", StringComparison.Ordinal)))
            .Select(project => project.Name);
        Assert.Equal([AppHost], knowing);
    }

    [Fact]
    public void Modules_ship_no_appsettings()
    {
        // Two modules in one host would both publish the file (NETSDK1152); defaults live in options classes.
        foreach (var module in Modules)
            Assert.Empty(Repository.Files(Repository.Projects[module].Folder, "appsettings*.json"));
    }

    private static bool IsTest(Project project) => Repository.Relative(project.Folder).StartsWith("tests", StringComparison.Ordinal);

    private static bool IsTool(Project project) =>
        Repository.Relative(project.Folder) is var folder
        && (folder.StartsWith("eng", StringComparison.Ordinal) || folder.StartsWith("bench", StringComparison.Ordinal));
}
