using System.Reflection;
using System.Text.Json;
using StockAgents.ServiceDefaults;

namespace StockAgents.Architecture.Tests;

/// <summary>Rules that two sides keep without being able to reference each other.</summary>
public sealed class SharedRulesTests
{
    [Fact]
    public void The_AppHost_names_its_resources_with_the_names_that_the_services_read()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "StockAgents.AppHost", "AppHost.cs"));
        var project = File.ReadAllText(Path.Combine(Repository.Root, "StockAgents.AppHost", "StockAgents.AppHost.csproj"));

        Assert.Contains("ServiceDefaults/ResourceNames.cs", project, StringComparison.Ordinal);
        foreach (var name in typeof(ResourceNames).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Assert.Contains($"ResourceNames.{name.Name})", source, StringComparison.Ordinal);
            Assert.DoesNotContain($"\"{name.GetRawConstantValue()}\"", source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_project_the_AppHost_starts_has_an_http_endpoint_in_its_launch_settings()
    {
        // Aspire takes a project's endpoints from there; without the file GetEndpoint("http") does not exist.
        foreach (var reference in Repository.Projects["StockAgents.AppHost"].References)
        {
            var file = Path.Combine(Repository.Projects[reference].Folder, "Properties", "launchSettings.json");
            using var settings = JsonDocument.Parse(File.ReadAllText(file));
            var address = settings.RootElement.GetProperty("profiles").GetProperty("http").GetProperty("applicationUrl").GetString();
            Assert.StartsWith("http://localhost:", address, StringComparison.Ordinal);
        }
    }
}
