using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>Files what the caller could not get under the topic it belongs to.</summary>
internal static class CallersReasons
{
    private const string Benchmark = "benchmark";

    public static IReadOnlyList<EvidenceSection> Merge(IReadOnlyList<EvidenceSection> sections, IReadOnlyList<MissingInput> callers)
    {
        var merged = sections.ToArray();
        foreach (var input in callers)
        {
            var index = Array.FindIndex(merged, s => s.Missing.Any(m => Same(m, input)) || s.Points.Any(p => p.Name == input.Name));
            if (index < 0)
                index = Array.FindIndex(merged, s => s.Topic == TopicOf(input.Name));
            merged[index] = Merge(merged[index], input);
        }
        return merged;
    }

    /// <summary>The caller's reason for having no benchmark, or a plain one.</summary>
    public static string NoBenchmark(EvidenceInputs inputs) =>
        inputs.Missing.FirstOrDefault(m => m.Name is Benchmark)?.Reason ?? $"no benchmark is configured for {inputs.Instrument.Symbol}";

    private static EvidenceSection Merge(EvidenceSection section, MissingInput input) =>
        section.Points.Any(p => p.Name == input.Name) ? section
        : section.Missing.Any(m => Same(m, input)) ? section with { Missing = [.. section.Missing.Select(m => Same(m, input) ? input : m)] }
        : section with { Missing = [.. section.Missing, input] };

    private static bool Same(MissingInput one, MissingInput other) => one.Name == other.Name;

    private static EvidenceTopic TopicOf(string name) =>
        name is Benchmark ? EvidenceTopic.Macro
        : Enum.TryParse<EvidenceTopic>(name, ignoreCase: true, out var topic) && Enum.IsDefined(topic) ? topic
        : EvidenceTopic.Price;
}
