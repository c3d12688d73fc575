using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;

namespace StockAgents.MarketData.Sources;

/// <summary>
/// Wraps a source beyond the network: one request at a time, answers kept for a while, and an outage remembered, so that a
/// machine without a network waits once and not on every call.
/// </summary>
internal sealed class PoliteSource(IBarSource source, TimeSpan keepAnswers, TimeSpan keepOutage, TimeProvider clock) : IBarSource, IDisposable
{
    private const int MostSymbols = 64;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<Symbol, (SourceAnswer Answer, DateTimeOffset Until)> _answers = [];
    private (SourceAnswer.Unavailable Answer, DateTimeOffset Until)? _outage;

    public string Name => source.Name;

    public string State => _outage is { } outage && clock.GetUtcNow() < outage.Until ? outage.Answer.Clause : source.State;

    public bool Serves(Symbol symbol) => source.Serves(symbol);

    public async Task<SourceAnswer> GetAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_answers.TryGetValue(symbol, out var kept) && now < kept.Until)
                return kept.Answer;
            if (_outage is { } outage && now < outage.Until)
                return outage.Answer;

            var answer = await source.GetAsync(symbol, cancellationToken);
            Remember(symbol, answer);
            return answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private void Remember(Symbol symbol, SourceAnswer answer)
    {
        var now = clock.GetUtcNow();
        // A reply of a bad shape says something about one symbol; any other failure says the whole source is away.
        if (answer is SourceAnswer.Unavailable { Reason: not OutageReason.BadShape } unavailable)
        {
            _outage = (unavailable, now + keepOutage);
            return;
        }
        _outage = null;
        if (_answers.Count >= MostSymbols)
            _answers.Remove(_answers.MinBy(a => a.Value.Until).Key);
        _answers[symbol] = (answer, now + (answer is SourceAnswer.Unavailable ? keepOutage : keepAnswers));
    }
}
