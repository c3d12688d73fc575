using System.Xml.Linq;

namespace StockAgents.Architecture.Tests;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "artifacts", "TestResults", "node_modules", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>All projects, by name.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } =
        Files(Root, "*.csproj").Select(Project.Read).ToDictionary(project => project.Name, StringComparer.Ordinal);

    /// <summary>C# files of the product: neither tests nor generated.</summary>
    public static IEnumerable<string> ProductSources => Files(Root, "*.cs").Where(file => !IsBelow(file, "tests") && !IsMigration(file));

    public static IEnumerable<string> AllSources => Files(Root, "*.cs").Where(file => !IsMigration(file));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split(Path.DirectorySeparatorChar).Any(Generated.Contains));

    private static bool IsBelow(string file, string folder) =>
        Relative(file).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsMigration(string file) => Relative(file).Split(Path.DirectorySeparatorChar).Contains("Migrations", StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StockAgents.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}

/// <summary>What a project file says.</summary>
internal sealed record Project(string Name, string Folder, string Sdk, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static Project Read(string file)
    {
        var xml = XDocument.Load(file).Root!;
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            Path.GetDirectoryName(file)!,
            (string?)xml.Attribute("Sdk") ?? "",
            [.. Includes(xml, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XElement xml, string item) =>
        xml.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
