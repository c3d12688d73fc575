using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StockAgents.Flow.Tests.Reports;

/// <summary>What every report owes its reader, whoever answered and whatever the symbol.</summary>
internal static partial class ReportChecks
{
    // Absent by their meaning, not by want of evidence: nothing is missing when there is nothing to say.
    private static readonly string[] Optional = ["abstention_reason", "ui_hints.alert_message", "ui_hints.planner_insight", "usage.cost_usd"];

    public static void EveryFieldIsFilledOrNamedAsMissing(JsonNode report)
    {
        var missing = report["missing"]!.AsArray().ToDictionary(m => (string)m!["name"]!, m => (string)m!["reason"]!, StringComparer.Ordinal);
        Assert.All(missing, entry => Assert.True(entry.Value.Length > 10, $"{entry.Key} is missing without a reason."));
        var unnamed = Nulls(report.AsObject(), "").Where(path => !Optional.Contains(path) && !Parents(path).Any(missing.ContainsKey));
        Assert.Empty(unnamed);
    }

    public static void EveryClaimStandsOnEvidence(JsonNode report, bool verified)
    {
        var evidence = report["evidence"]!.AsArray().Select(e => (string)e!["id"]!).ToHashSet(StringComparer.Ordinal);
        var claims = report["claims"]!.AsArray();
        Assert.NotEmpty(claims);
        Assert.All(claims, claim =>
        {
            var cited = claim!["evidence"]!.AsArray().Select(id => (string)id!).ToList();
            Assert.NotEmpty(cited);
            Assert.Subset(evidence, cited.ToHashSet(StringComparer.Ordinal));
            Assert.True(!verified || (bool)claim["verified"]!, $"{claim["id"]}: {claim["text"]} ({claim["unverified"]})");
        });
        Assert.Equal(claims.Count, claims.Select(c => (string)c!["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(claims.Count, (int)report["quality"]!["claims_total"]!);
        Assert.Equal(claims.Count(c => (bool)c!["verified"]!), (int)report["quality"]!["claims_verified"]!);
    }

    /// <summary>The sessions of all markets end on the same UTC day as they began on their own.</summary>
    public static void NothingIsKnownAfter(JsonNode report, DateOnly date)
    {
        var evidence = report["evidence"]!.AsArray();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, item =>
        {
            Assert.True(DateOnly.Parse((string)item!["as_of"]!, CultureInfo.InvariantCulture) <= date, item.ToJsonString());
            var known = DateTimeOffset.Parse((string)item["known_at"]!, CultureInfo.InvariantCulture).UtcDateTime;
            Assert.True(DateOnly.FromDateTime(known) <= date, item.ToJsonString());
        });
    }

    /// <summary>The report's text without how long its steps took.</summary>
    public static string WithoutTimes(string report) => Elapsed().Replace(report, "\"elapsed_ms\":0");

    private static IEnumerable<string> Nulls(JsonObject at, string path) => at.SelectMany(member => member.Value switch
    {
        null => [path + member.Key],
        JsonObject inner => Nulls(inner, $"{path}{member.Key}."),
        _ => Enumerable.Empty<string>(),
    });

    private static IEnumerable<string> Parents(string path)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('.') is > 0 and var dot ? at[..dot] : "")
            yield return at;
    }

    [GeneratedRegex("\"elapsed_ms\":[0-9.eE+-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elapsed();
}
