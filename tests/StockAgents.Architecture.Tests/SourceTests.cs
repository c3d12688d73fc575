using System.Text.RegularExpressions;

namespace StockAgents.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_file_of_the_product_is_longer_than_400_lines()
    {
        var tooLong = Repository.ProductSources
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > LongestFile);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Namespaces_are_file_scoped()
    {
        var blocks = Repository.AllSources.Where(file => BlockNamespace().IsMatch(File.ReadAllText(file))).Select(Repository.Relative);
        Assert.Empty(blocks);
    }

    [Fact]
    public void Warnings_are_answered_not_muted()
    {
        // Put together from parts, so that this file does not find itself.
        const string mute = "#pragma warning " + "disable";
        var muted = Repository.AllSources.Where(file => File.ReadAllText(file).Contains(mute, StringComparison.Ordinal)).Select(Repository.Relative);
        Assert.Empty(muted);
    }

    [GeneratedRegex(@"^namespace\s+[\w.]+\s*(\{|\r?\n\{)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockNamespace();
}
