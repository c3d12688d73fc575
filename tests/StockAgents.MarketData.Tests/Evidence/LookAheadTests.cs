using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

public sealed class LookAheadTests
{
    private static readonly DateOnly Day = new(2024, 3, 28);
    private static readonly EvidenceInputs Inputs = Fixture.OfCloses("MSFT", Day, 1000, 10, 11, 12);
    private static readonly Bar Tomorrow = new(Day.AddDays(1), 13, 13, 13, 13, 1000);

    [Fact]
    public void A_bar_of_tomorrow_is_refused_in_any_series()
    {
        BarSet With(BarSet set) => set with { Bars = [.. set.Bars, Tomorrow] };
        Refused(Inputs with { SplitAdjusted = With(Inputs.SplitAdjusted) });
        Refused(Inputs with { Total = With(Inputs.Total) });
        Refused(Inputs with { Benchmark = With(Fixture.Set("^GSPC", [])) });
    }

    [Fact]
    public void A_split_of_tomorrow_is_refused() =>
        Refused(Inputs with { SplitAdjusted = Inputs.SplitAdjusted with { Actions = [new CorporateAction(Day.AddDays(1), 2, 0)] } });

    [Fact]
    public void A_text_of_tomorrow_or_of_after_the_close_is_refused()
    {
        var text = new DatedText("news", "title", null, Day, Fixture.CloseOf(Day), "wire", null);
        Assert.Single(EvidenceBuilder.Build(Inputs with { Texts = [text] }).Section(EvidenceTopic.News).Texts);
        Refused(Inputs with { Texts = [text with { Date = Day.AddDays(1) }] });
        Refused(Inputs with { Texts = [text with { KnownAt = Fixture.CloseOf(Day).AddSeconds(1) }] });
    }

    private static void Refused(EvidenceInputs inputs) => Assert.Contains("later than 2024-03-28", Assert.Throws<ArgumentException>(() => EvidenceBuilder.Build(inputs)).Message);
}
