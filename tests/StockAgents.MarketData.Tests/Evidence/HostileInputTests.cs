using CsCheck;
using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

/// <summary>Whatever a source delivers, evidence is numbers and reasons: nothing throws and no name is said twice.</summary>
public sealed class HostileInputTests
{
    private static readonly DateOnly Day = new(2024, 6, 28);
    private static readonly decimal[] Scales = [1, 0.000001m, 1e15m, 7e27m, 0, -1];

    private static readonly Gen<Bar[]> Bars =
        from scale in Gen.Int[0, 5]
        from volume in Gen.Int[0, 2]
        from days in Gen.Select(Gen.Int[1, 10], Gen.Int[0, 3], Gen.Int[0, 1_000_000]).Array[0, 320]
        select days.Select((d, i) =>
        {
            var close = d.Item1 * Scales[scale];
            var range = d.Item2 * Math.Abs(Scales[scale]) / 10;
            var traded = volume switch { 0 => 0m, 1 => d.Item3, _ => d.Item3 * 1e20m };
            return new Bar(Day.AddDays(i + 1 - days.Length), close, close + range, close - range, close, traded);
        }).ToArray();

    private static readonly Gen<CorporateAction[]> Actions =
        Gen.Select(Gen.Int[0, 900], Gen.Int[-1, 3], Gen.Int[-1, 5]).Array[0, 4]
            .Select(all => all.Select(a => new CorporateAction(Day.AddDays(-a.Item1), a.Item2, a.Item3 * 1e10m)).ToArray());

    [Theory]
    [InlineData("MSFT")]
    [InlineData("600519.SH")]
    [InlineData("430047.BJ")]
    [InlineData("000300.SH")]
    public void Any_bars_give_unique_names_with_a_value_or_a_reason(string symbol)
    {
        Gen.Select(Bars, Bars, Actions, Gen.Bool).Sample((bars, index, actions, withBenchmark) =>
        {
            var inputs = Fixture.Of(Fixture.Set(symbol, bars, Adjustment.Split, actions), Fixture.Set(symbol, bars, Adjustment.Total, actions), Day);
            if (withBenchmark)
                inputs = inputs with { Benchmark = Fixture.Set("^GSPC", index), BenchmarkInstrument = Fixture.InstrumentOf("^GSPC") };
            var evidence = EvidenceBuilder.Build(inputs);
            foreach (var section in evidence.Sections)
            {
                var names = section.Points.Select(p => p.Name).Concat(section.Missing.Select(m => m.Name)).ToArray();
                Assert.Equal(names.Length, names.Distinct().Count());
                Assert.All(section.Missing, m => Assert.NotEmpty(m.Reason));
            }
        }, iter: 200);
    }
}
