using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>The canary: no input of an analysis may be later than its day, or was known only after that day's close.</summary>
internal static class LookAhead
{
    public static void Refuse(EvidenceInputs inputs)
    {
        Refuse(inputs.SplitAdjusted, inputs.AsOf);
        Refuse(inputs.Total, inputs.AsOf);
        if (inputs.Benchmark is { } benchmark)
            Refuse(benchmark, inputs.AsOf);
        foreach (var text in inputs.Texts)
        {
            if (text.Date > inputs.AsOf || text.KnownAt > inputs.KnownAt)
                throw new ArgumentException($"A text of {text.Date:yyyy-MM-dd} (known at {text.KnownAt:O}) is later than {inputs.AsOf:yyyy-MM-dd}.", nameof(inputs));
        }
    }

    private static void Refuse(BarSet set, DateOnly asOf)
    {
        foreach (var bar in set.Bars)
        {
            if (bar.Date > asOf)
                throw new ArgumentException($"A bar of {set.Symbol} of {bar.Date:yyyy-MM-dd} is later than {asOf:yyyy-MM-dd}.", nameof(set));
        }
        foreach (var action in set.Actions)
        {
            if (action.ExDate > asOf)
                throw new ArgumentException($"A corporate action of {set.Symbol} with ex-date {action.ExDate:yyyy-MM-dd} is later than {asOf:yyyy-MM-dd}.", nameof(set));
        }
    }
}
