using StockAgents.Agents.Evidence;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Evidence;

public sealed class ClaimCheckerTests
{
    // E1 close 40.16 USD, E2 return -5.25 %, E3 traded value, E4 RSI, E5 drawdown 23.44 %, E6 a headline.
    private static readonly EvidencePack Pack = EvidencePack.Build(
        new EvidenceBuilder()
            .Price(EvidenceNames.Close, 40.16m)
            .Percent(EvidenceTopic.Price, EvidenceNames.Return20, -5.25m)
            .Point(EvidenceTopic.Price, EvidenceNames.AverageTradedValue20, 1_412_345_678.9m, "USD")
            .Point(EvidenceTopic.Price, EvidenceNames.Rsi, 68.4437m, "points")
            .Percent(EvidenceTopic.Price, EvidenceNames.DrawdownNow, 23.44m)
            .Text(EvidenceTopic.News, "news", "Broker lifts target to $45 from $38.50, sees 12% upside", new DateOnly(2014, 3, 11))
            .Build(),
        EvidenceBuilder.Day);

    [Theory]
    [InlineData("The close is 40.16.", "E1")]
    [InlineData("The close is $40.16.", "E1")]
    [InlineData("The close is 40.2 USD.", "E1")]
    [InlineData("The close is about 40.", "E1")]
    [InlineData("Return -5.25%.", "E2")]
    [InlineData("It fell 5.25% in a month.", "E2")]
    [InlineData("It fell 5.3 percent in the last 20 sessions.", "E2")]
    [InlineData("近20日下跌5.25%。", "E2")]
    [InlineData("Traded value is 1.41bn.", "E3")]
    [InlineData("Traded value is $1,412,345,678.9 a day.", "E3")]
    [InlineData("Traded value is 1,412M.", "E3")]
    [InlineData("日均成交额14.12亿美元。", "E3")]
    [InlineData("日均成交额141235万。", "E3")]
    [InlineData("RSI(14) reads 68.4.", "E4")]
    [InlineData("RSI(14)为68.44，50日均线之上。", "E4")]
    [InlineData("The close of 40.16 and the RSI of 68 agree.", "E1,E4")]
    [InlineData("Between 5.25%–23.4% under the high: fell.", "E2,E5", "5.25%")]
    [InlineData("On 2014-03-21 the close was 40.16.", "E1")]
    [InlineData("On March 21, 2014 the close was 40.16.", "E1")]
    [InlineData("2014年3月21日收于40.16。", "E1")]
    [InlineData("Traded between 1.41 and 1.41bn; that is 1.40 to 1.41bn.", "E3", "1.41", "1.40")]
    [InlineData("The target went to $45 from $38.50.", "E6")]
    [InlineData("A broker sees 12% upside, said on 11 March 2014.", "E6")]
    [InlineData("The 50-day average, the S&P 500 and KDJ(9,3,3) are only named; close 40.16.", "E1")]
    // wrong: value, precision, unit, scale, sign, source, date
    [InlineData("The close is 41.", "E1", "41")]
    [InlineData("The close is 40.161.", "E1", "40.161")]
    [InlineData("The close is 40.16%.", "E1", "40.16%")]
    [InlineData("The close is HK$40.16.", "E1", "HK$40.16")]
    [InlineData("The return is 5.25%.", "E2", "5.25%")]
    [InlineData("The return is +5.25%.", "E2", "+5.25%")]
    [InlineData("The return is -5.25.", "E2", "-5.25")]
    [InlineData("Traded value is 1.41M.", "E3", "1.41M")]
    [InlineData("RSI(14) reads 68.4.", "E1", "68.4")]
    [InlineData("RSI63.4 is glued together.", "E4", "63.4")]
    [InlineData("The target is $46.", "E6", "$46")]
    [InlineData("On 2014-03-20 the close was 40.16.", "E1", "2014-03-20")]
    [InlineData("It rose for 17 sessions to 40.16.", "E1", "17")]
    [InlineData("The close is 40.16.", "E77", "E77 (no such evidence)", "40.16")]
    [InlineData("Nothing is cited.", "", "no evidence cited")]
    public void A_claim_is_checked_against_what_it_cites(string text, string cited, params string[] unverified) => Assert.Equal(
        unverified,
        new ClaimChecker(Pack).Unverified(new ClaimDraft(text, cited.Split(',', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void The_digits_of_the_instruments_own_name_are_no_statement()
    {
        var pack = EvidencePack.Build(new EvidenceBuilder("600000.SH").Price(EvidenceNames.Close, 9.87m).Build(), EvidenceBuilder.Day);

        Assert.Empty(new ClaimChecker(pack).Unverified(new ClaimDraft("600000.SH Ltd (600000) closed at 9.87.", ["E1"])));
        Assert.Equal(["1600000.5"], new ClaimChecker(pack).Unverified(new ClaimDraft("It closed at 1600000.5.", ["E1"])));
    }
}
