using System.Reflection;
using System.Text.Json;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

public sealed class EvidenceShapeTests
{
    private static readonly DateOnly Day = new(2024, 3, 28);

    [Fact]
    public void All_nine_topics_are_there_in_order()
    {
        var evidence = EvidenceBuilder.Build(Fixture.Apple(Day));
        Assert.Equal(Enum.GetValues<EvidenceTopic>(), evidence.Sections.Select(s => s.Topic));
        Assert.Equal(Day, evidence.Prices.AsOf);
        Assert.Equal(Fixture.Source, evidence.Prices.Source);
    }

    [Theory]
    [InlineData("AAPL", "2024-03-28")]
    [InlineData("0700.HK", "2024-03-28")]
    [InlineData("600519.SS", "2024-03-28")]
    public void Every_name_of_the_vocabulary_is_a_number_or_has_a_reason(string symbol, string day)
    {
        var asOf = DateOnly.Parse(day);
        var (split, total) = Fixture.Load(symbol, DateOnly.MinValue, asOf);
        var evidence = EvidenceBuilder.Build(Fixture.Of(split, total, asOf));
        string[] mainlandOnly = [EvidenceNames.LimitUpDays20, EvidenceNames.LimitDownDays20];
        var expected = typeof(EvidenceNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)
            .Where(n => symbol.EndsWith(".SS", StringComparison.Ordinal) || !mainlandOnly.Contains(n));
        var names = evidence.Sections.SelectMany(s => s.Points.Select(p => p.Name).Concat(s.Missing.Select(m => m.Name))).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Empty(expected.Except(names));
    }

    [Fact]
    public void Every_point_says_unit_day_source_and_calculation_and_was_known_at_the_close()
    {
        var evidence = EvidenceBuilder.Build(Fixture.Apple(Day));
        string[] units = ["USD", "%", "shares", "ratio", "days", "count", "points"];
        Assert.All(evidence.Sections.SelectMany(s => s.Points), point =>
        {
            Assert.Contains(point.Unit, units);
            Assert.True(point.AsOf <= Day);
            Assert.Equal(Fixture.CloseOf(Day), point.KnownAt);
            Assert.Equal(Fixture.Source, point.Source);
            Assert.NotEmpty(point.Calculation);
            Assert.Equal(point.Value, Math.Round(point.Value, 6));
        });
    }

    [Fact]
    public void The_same_inputs_give_the_same_evidence()
    {
        Assert.Equal(Json(Fixture.Apple(Day)), Json(Fixture.Apple(Day)));
    }

    [Theory]
    [InlineData("2021-06-30")]
    [InlineData("2022-10-12")]
    [InlineData("2024-03-28")]
    public void Bars_that_came_later_and_were_cut_leave_no_trace(string day)
    {
        var asOf = DateOnly.Parse(day);
        var later = Fixture.Apple(new DateOnly(2024, 12, 31));
        BarSet Cut(BarSet set) => set with { Bars = [.. set.Bars.Where(b => b.Date <= asOf)], Provenance = set.Provenance with { AsOf = asOf, FetchedAt = Fixture.CloseOf(asOf) } };
        var cut = later with
        {
            AsOf = asOf,
            KnownAt = Fixture.CloseOf(asOf),
            SplitAdjusted = Cut(later.SplitAdjusted),
            Total = Cut(later.Total),
            Benchmark = Cut(later.Benchmark!),
        };
        Assert.Equal(Json(Fixture.Apple(asOf)), Json(cut));
    }

    [Fact]
    public void A_later_dividend_scales_the_total_series_and_changes_no_evidence()
    {
        var inputs = Fixture.Apple(Day);
        var scaled = inputs with { Total = inputs.Total with { Bars = [.. inputs.Total.Bars.Select(b => b with { Close = b.Close * 0.97m, Low = b.Low * 0.97m, High = b.High * 0.97m })] } };
        Assert.Equal(Json(inputs), Json(scaled));
    }

    private static string Json(EvidenceInputs inputs) => JsonSerializer.Serialize(EvidenceBuilder.Build(inputs), ContractJson.Options);
}
