using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>
/// What every analyst answers. Either a signal with a confidence and claims, or an abstention with its reason:
/// never a neutral signal in place of missing evidence.
/// </summary>
internal abstract record AnalystOutput : IRoleOutput
{
    public Signal? Signal { get; init; }

    /// <summary>0..100; with <see cref="Signal"/> only.</summary>
    public int? Confidence { get; init; }

    public required string Summary { get; init; }

    /// <summary>Why there is no signal.</summary>
    public string? Abstention { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() => [.. Common(), .. Specific()];

    /// <summary>Problems with the fields of one analyst; asked only when it does not abstain.</summary>
    protected abstract IEnumerable<string> Own();

    private IEnumerable<string> Specific() => Abstention is null ? Own() : [];

    private IEnumerable<string> Common()
    {
        if (Summary.Length == 0)
            yield return "summary is empty";
        if (Abstention is null == (Signal is null))
            yield return "either signal or abstention must be given, and not both";
        if (Signal is null != (Confidence is null))
            yield return "confidence goes with signal";
        if (Confidence is < 0 or > 100)
            yield return $"confidence {Confidence} is not within 0..100";
        if (Signal is { } given && !Enum.IsDefined(given))
            yield return $"signal {given} is unknown";
        if (Abstention is null && Claims.Count == 0)
            yield return "a signal needs at least one claim with evidence";
        foreach (var claim in Claims.Where(c => c.Text.Length == 0 || c.Evidence.Count == 0))
            yield return $"claim '{claim.Text}' cites no evidence or says nothing";
    }
}
