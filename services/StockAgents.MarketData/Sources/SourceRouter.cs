using Microsoft.Extensions.Options;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;

namespace StockAgents.MarketData.Sources;

/// <summary>Asks the sources of a market in the configured order. Bars are always those of exactly one source.</summary>
internal sealed class SourceRouter(IEnumerable<IBarSource> sources, IOptions<SourcesOptions> options)
{
    private readonly Dictionary<string, IBarSource> _sources = sources.ToDictionary(s => s.Name, StringComparer.Ordinal);

    public IEnumerable<IBarSource> Of(Market market) => options.Value.OrderOf(market).Select(name => _sources[name]);

    /// <summary>The first source whose bars <paramref name="accepts"/> takes, and what every source asked on the way said.</summary>
    public async Task<RoutedBars> FindAsync(Symbol symbol, Func<AsTradedBars, bool> accepts, CancellationToken cancellationToken)
    {
        var asked = new List<AskedSource>();
        foreach (var source in Of(symbol.Market).Where(s => s.Serves(symbol)))
        {
            var answer = await source.GetAsync(symbol, cancellationToken);
            asked.Add(new AskedSource(source.Name, answer));
            if (answer is SourceAnswer.Found { Bars: var bars } && accepts(bars))
                return new RoutedBars(bars, asked);
            // A user's broken file must be repaired, not hidden behind another source's bars.
            if (answer is SourceAnswer.Rejected)
                break;
        }
        return new RoutedBars(null, asked);
    }
}

internal sealed record AskedSource(string Source, SourceAnswer Answer);

/// <param name="Bars">Null when no source had what was wanted; <paramref name="Asked"/> says why.</param>
internal sealed record RoutedBars(AsTradedBars? Bars, IReadOnlyList<AskedSource> Asked)
{
    /// <summary>What each source said, in the order asked: the same for the same state of the sources.</summary>
    public string Account => string.Join("; ", Asked.Select(a => $"{a.Source} {a.Answer.Clause}"));

    public IEnumerable<AsTradedBars> Found => Asked.Select(a => a.Answer).OfType<SourceAnswer.Found>().Select(f => f.Bars);

    public string? Rejection => Asked.Select(a => a.Answer).OfType<SourceAnswer.Rejected>().FirstOrDefault()?.Problem;

    public bool NobodyCouldAnswer => Asked.Count > 0 && Asked.All(a => a.Answer is SourceAnswer.Unavailable);
}
