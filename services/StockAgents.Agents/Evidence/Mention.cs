namespace StockAgents.Agents.Evidence;

/// <summary>A number as a sentence prints it.</summary>
/// <param name="Raw">As printed, sign, scale and unit included.</param>
/// <param name="Number">The digits' value, without sign and scale.</param>
/// <param name="Decimals">Printed decimals: the precision it claims.</param>
/// <param name="Scale">1, 1,000 (k), 10,000 (万), ...</param>
/// <param name="Unit"><c>%</c>, a currency code, or empty.</param>
/// <param name="Sign">-1 or 1 when printed, else 0.</param>
/// <param name="Falling">A word before it says that something fell, so an unsigned number may stand for a negative one.</param>
internal sealed record Mention(string Raw, decimal Number, int Decimals, decimal Scale, string Unit, int Sign, bool Falling, int Start, int End)
{
    private const decimal Largest = 1e24m;

    /// <summary>In "1.2 to 1.4bn" the first number may mean the scale of the second, or itself: both readings are tried.</summary>
    public decimal SharedScale { get; init; } = 1;

    /// <summary>True when <paramref name="value"/>, rounded to the printed precision, is what was printed.</summary>
    public bool IsRoundingOf(decimal value) => IsRoundingOf(value, Scale) || (SharedScale != 1 && IsRoundingOf(value, SharedScale));

    /// <summary>A number without a unit may have any unit but percent: "5.2" and "5.2%" are different statements.</summary>
    public bool HasUnit(string unit) => Unit.Length == 0 ? unit != "%" : unit == Unit;

    private bool IsRoundingOf(decimal value, decimal scale)
    {
        var scaled = value / scale;
        if (Math.Abs(scaled) > Largest || Number > Largest)
            return false;
        var half = 0.5m;
        for (var i = 0; i < Decimals; i++)
            half /= 10;
        return Sign != 0
            ? Math.Abs(scaled - (Sign * Number)) <= half
            : Math.Abs(scaled - Number) <= half || (Falling && Math.Abs(scaled + Number) <= half);
    }
}
