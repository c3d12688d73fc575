using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;

namespace StockAgents.MarketData.Tests.Evidence;

public sealed class LimitDayTests
{
    private static readonly DateOnly Day = new(2024, 6, 28);

    [Theory]
    [InlineData("600519.SH", 10.05, 11.06, 1, 0)] // 11.055 rounds half up: one cent less is no limit
    [InlineData("600519.SH", 10.05, 11.05, 0, 0)]
    [InlineData("600519.SH", 10.05, 9.05, 0, 1)] // 9.045 rounds to 9.05
    [InlineData("000001.SZ", 10.05, 9.06, 0, 0)]
    [InlineData("300750.SZ", 10.00, 11.00, 0, 0)]
    [InlineData("300750.SZ", 10.00, 12.00, 1, 0)]
    [InlineData("688981.SH", 10.00, 8.00, 0, 1)]
    [InlineData("430047.BJ", 10.00, 13.00, 1, 0)]
    public void A_close_at_the_boards_limit_is_a_limit_day(string symbol, double before, double after, int up, int down)
    {
        var evidence = EvidenceBuilder.Build(Fixture.OfCloses(symbol, Day, 1000, [.. Enumerable.Repeat((decimal)before, 20), (decimal)after]));
        Assert.Equal(up, evidence.Value(EvidenceNames.LimitUpDays20));
        Assert.Equal(down, evidence.Value(EvidenceNames.LimitDownDays20));
    }

    [Fact]
    public void ChiNext_had_ten_percent_before_its_reform()
    {
        decimal[] closes = [.. Enumerable.Repeat(10m, 20), 11];
        Assert.Equal(1, EvidenceBuilder.Build(Fixture.OfCloses("300750.SZ", new DateOnly(2020, 8, 21), 1000, closes)).Value(EvidenceNames.LimitUpDays20));
        Assert.Equal(0, EvidenceBuilder.Build(Fixture.OfCloses("300750.SZ", new DateOnly(2020, 8, 24), 1000, closes)).Value(EvidenceNames.LimitUpDays20));
    }

    [Fact]
    public void On_an_ex_date_the_limit_counts_from_the_ex_right_price()
    {
        // As traded 20.00, then 2 for 1 and 1.00 in cash: reference 9.50, limit up 10.45. Adjusted bars show 10.00 before.
        var inputs = Fixture.OfCloses("600519.SH", Day, 1000, [.. Enumerable.Repeat(10m, 20), 10.45m]);
        var actions = new CorporateAction[] { new(Day, 2, 1) };
        var evidence = EvidenceBuilder.Build(inputs with { SplitAdjusted = inputs.SplitAdjusted with { Actions = actions } });
        Assert.Equal(1, evidence.Value(EvidenceNames.LimitUpDays20));
    }

    [Fact]
    public void Other_markets_and_indices_list_no_limit_days()
    {
        foreach (var symbol in (string[])["AAPL", "0700.HK", "000300.SH"])
        {
            var crowd = EvidenceBuilder.Build(Fixture.OfCloses(symbol, Day, 1000, [.. Enumerable.Repeat(10m, 30)])).Section(EvidenceTopic.Crowd);
            Assert.DoesNotContain(EvidenceNames.LimitUpDays20, crowd.Points.Select(p => p.Name).Concat(crowd.Missing.Select(m => m.Name)));
        }
    }
}
