using System.Reflection;
using System.Text.Json;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Json;

namespace StockAgents.Architecture.Tests;

/// <summary>Rules that two sides keep without being able to reference each other.</summary>
public sealed class SharedRulesTests
{
    private enum Colour
    {
        DarkRed,
    }

    private sealed record Sample(string TaskId, Colour ShadeOfRed, decimal? NoPrice, Dictionary<string, double> ByName, DateOnly TradeDate);

    [Fact]
    public void Hosts_and_contracts_write_JSON_by_the_same_rules()
    {
        var host = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        WireJson.Configure(host);

        foreach (var property in typeof(JsonSerializerOptions).GetProperties().Where(property => property.PropertyType.IsValueType || IsPolicy(property)))
        {
            if (property.Name is not nameof(JsonSerializerOptions.IsReadOnly))
                Assert.Equal(property.GetValue(ContractJson.Options), property.GetValue(host));
        }
        Assert.Equal(ContractJson.Options.Converters.Select(converter => converter.GetType()), host.Converters.Select(converter => converter.GetType()));
        var sample = new Sample("t", Colour.DarkRed, NoPrice: null, new(StringComparer.Ordinal) { ["Key As Is"] = 0.1, ["股票"] = 2 }, new DateOnly(2024, 9, 19));
        Assert.Equal(JsonSerializer.Serialize(sample, ContractJson.Options), JsonSerializer.Serialize(sample, host));
    }

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

    private static bool IsPolicy(PropertyInfo property) =>
        property.Name is nameof(JsonSerializerOptions.PropertyNamingPolicy) or nameof(JsonSerializerOptions.DictionaryKeyPolicy) or nameof(JsonSerializerOptions.Encoder);
}
