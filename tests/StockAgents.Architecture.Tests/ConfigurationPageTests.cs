using System.Text.RegularExpressions;

namespace StockAgents.Architecture.Tests;

/// <summary><c>docs/configuration.md</c> against the options classes, read from their source.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

    [Fact]
    public void Every_option_stands_on_the_page()
    {
        var missing = Options().Where(key => !Page.Contains($"`{key}`", StringComparison.Ordinal) && !Page.Contains($"`{key}:Model`", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_section_key_of_the_page_is_an_option()
    {
        var options = Options().ToHashSet(StringComparer.Ordinal);
        var unknown = SectionKey.Matches(Page).Select(match => match.Groups["key"].Value)
            .Where(key => !options.Contains(key) && !options.Contains(key.Replace(":Model", "", StringComparison.Ordinal)));
        Assert.Empty(unknown);
    }

    private static IEnumerable<string> Options()
    {
        foreach (var file in Repository.Files(Repository.Root, "*.cs").Where(file => !Repository.Relative(file).StartsWith("tests", StringComparison.Ordinal)))
        {
            var source = File.ReadAllText(file);
            if (SectionName.Match(source) is not { Success: true } section)
                continue;
            // Members that only the environment names set (the key and address of a vendor) have no key of their section.
            var body = source[section.Index..].Split("\ninternal sealed class", 2)[0];
            foreach (var property in SettableProperty.Matches(body).Where(property => !Page.Contains($"`{EnvironmentNameOf(property.Groups["name"].Value)}`", StringComparison.Ordinal)))
                yield return $"{section.Groups["name"].Value}:{property.Groups["name"].Value}";
        }
    }

    private static string EnvironmentNameOf(string property) => property switch
    {
        "ApiKey" => "OPENAI_API_KEY",
        "BaseUrl" => "OPENAI_BASE_URL",
        "Model" => "OPENAI_MODEL",
        _ => property,
    };

    [GeneratedRegex("public const string Section = \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionName { get; }

    [GeneratedRegex(@"^    public (?!const)[\w?<>]+ (?<name>\w+) \{ get; set; \}", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettableProperty { get; }

    [GeneratedRegex(@"`(?<key>[A-Z][A-Za-z]+(:[A-Z][A-Za-z]+)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionKey { get; }
}
