namespace StockAgents.Architecture.Tests;

/// <summary>What <c>dotnet build</c> and <c>dotnet test</c> at the root take in.</summary>
public sealed class SolutionTests
{
    private const string AppHost = "StockAgents.AppHost";

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "StockAgents.sln"));

    private static readonly Dictionary<string, string> Guids = Lines
        .Where(line => line.StartsWith("Project(", StringComparison.Ordinal) && line.Contains(".csproj", StringComparison.Ordinal))
        .Select(line => line.Split('"'))
        .ToDictionary(parts => parts[3], parts => parts[7], StringComparer.Ordinal);

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Assert.Equal(Repository.Projects.Keys.Order(StringComparer.Ordinal), Guids.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_but_the_AppHost_is_built()
    {
        foreach (var (name, guid) in Guids)
            Assert.True(HasRow(guid, "Debug|Any CPU.Build.0") == (name != AppHost), $"Build row of {name}");
    }

    [Fact]
    public void The_AppHost_is_listed_without_being_built()
    {
        // Its packages are not on every feed; with a build row the whole solution would fail there.
        Assert.True(HasRow(Guids[AppHost], "Debug|Any CPU.ActiveCfg"));
        Assert.DoesNotContain(Lines, line => line.Contains(Guids[AppHost], StringComparison.Ordinal) && line.Contains(".Build.0", StringComparison.Ordinal));
    }

    private static bool HasRow(string guid, string row) =>
        Array.Exists(Lines, line => line.TrimStart().StartsWith($"{guid}.{row}", StringComparison.Ordinal));
}
