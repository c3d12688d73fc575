using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Evidence;

/// <summary>
/// Resolves every number and date of a claim to the evidence that the claim itself cites. A number is verified when it is
/// the value of a cited datum rounded to the printed precision, in the same unit, or stands in a cited text. Derived numbers
/// (a difference, a ratio) are not: who needs one must cite a datum that has it.
/// </summary>
internal sealed class ClaimChecker(EvidencePack pack)
{
    private readonly string[] _names = [pack.Instrument.Name, pack.Instrument.Symbol.Value, pack.Instrument.Symbol.Code];

    /// <summary>What of the claim could not be resolved; empty when it is verified.</summary>
    public IReadOnlyList<string> Unverified(ClaimDraft claim)
    {
        var problems = new List<string>();
        var cited = new List<EvidenceItem>();
        foreach (var id in claim.Evidence)
        {
            if (pack.ById(id) is { } item)
                cited.Add(item);
            else
                problems.Add($"{id} (no such evidence)");
        }

        if (claim.Evidence.Count == 0)
            problems.Add("no evidence cited");

        var (numbers, dates) = MentionReader.Read(claim.Text, _names);
        problems.AddRange(numbers.Where(n => !cited.Any(item => States(item, n))).Select(n => n.Raw));
        problems.AddRange(dates.Where(d => !cited.Any(item => States(item, d.Date))).Select(d => d.Raw));
        return problems;
    }

    private bool States(EvidenceItem item, Mention number)
    {
        if (item.Value is { } value)
            return (number.HasUnit(item.Unit) && number.IsRoundingOf(value)) || IsYearOf(item, number);
        return IsYearOf(item, number) || MentionReader.Read(item.Text!, _names).Numbers.Any(n =>
            n.Unit == number.Unit && n.Sign * number.Sign >= 0 && number.IsRoundingOf((n.Sign < 0 ? -1 : 1) * n.Number * n.Scale));
    }

    private bool States(EvidenceItem item, DateOnly date) =>
        item.AsOf == date || DateOnly.FromDateTime(item.KnownAt.UtcDateTime) == date
        || (item.Text is { } text && MentionReader.Read(text, _names).Dates.Any(d => d.Date == date));

    private static bool IsYearOf(EvidenceItem item, Mention number) =>
        number is { Decimals: 0, Scale: 1, Sign: 0, Unit: "" } && number.Number == item.AsOf.Year && number.Raw.Length == 4;
}
