using System.Text.Json;
using CsCheck;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.Tests.Symbols;

public sealed class SymbolSpellingTests
{
    [Theory]
    [InlineData("AAPL", "AAPL", Market.US, false)]
    [InlineData("aapl", "AAPL", Market.US, false)]
    [InlineData("BRK-B", "BRK.B", Market.US, false)]
    [InlineData("brk.b", "BRK.B", Market.US, false)]
    [InlineData("^GSPC", "^GSPC", Market.US, true)]
    [InlineData("^hsi", "^HSI", Market.HK, true)]
    [InlineData("600519.SH", "600519.SH", Market.CN, false)]
    [InlineData("600519.SS", "600519.SH", Market.CN, false)]
    [InlineData("600519", "600519.SH", Market.CN, false)]
    [InlineData("688981", "688981.SH", Market.CN, false)]
    [InlineData("000001", "000001.SZ", Market.CN, false)]
    [InlineData("000001.SS", "000001.SH", Market.CN, true)]
    [InlineData("000300.SH", "000300.SH", Market.CN, true)]
    [InlineData("399006.SZ", "399006.SZ", Market.CN, true)]
    [InlineData("300750", "300750.SZ", Market.CN, false)]
    [InlineData("430047.BJ", "430047.BJ", Market.CN, false)]
    [InlineData("920118", "920118.BJ", Market.CN, false)]
    [InlineData("900901", "900901.SH", Market.CN, false)]
    [InlineData("0700.HK", "0700.HK", Market.HK, false)]
    [InlineData("00700.HK", "0700.HK", Market.HK, false)]
    [InlineData("700.hk", "0700.HK", Market.HK, false)]
    [InlineData("00700", "0700.HK", Market.HK, false)]
    [InlineData("80700.HK", "80700.HK", Market.HK, false)]
    public void A_spelling_is_read_as_its_canonical_form(string text, string canonical, Market market, bool isIndex)
    {
        var symbol = Symbol.Parse(text);

        Assert.Equal((canonical, market, isIndex), (symbol.Value, symbol.Market, symbol.IsIndex));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("600519.SZ", "use 600519.SH")]
    [InlineData("000002.SH.X", "not a symbol")]
    [InlineData("700519.SH", "no mainland exchange")]
    [InlineData("AAPL.HK", "digits")]
    [InlineData("12345.SH", "6 digits")]
    [InlineData("00000.HK", "not zero")]
    [InlineData("123456.HK", "up to 5 digits")]
    [InlineData("AAPL US", "not a symbol")]
    [InlineData("ABCDEFGHIJKLM", "at most 12")]
    [InlineData("../etc", "not a symbol")]
    [InlineData("ＡＡＰＬ", "not a symbol")]
    [InlineData("٦٠٠٥١٩.SH", "not a symbol")]
    [InlineData("AAPL\n", "not a symbol")]
    [InlineData("000001.SH\n", "not a symbol")]
    [InlineData("^GSPC\n", "not a symbol")]
    public void A_refused_spelling_says_why(string text, string reason)
    {
        Assert.False(Symbol.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Ten_thousand_characters_are_refused_without_being_echoed()
    {
        Assert.False(Symbol.TryParse(new string('A', 10_000), out _, out var problem));
        Assert.True(problem!.Length < 200);
    }

    [Fact]
    public void Every_spelling_of_one_instrument_leads_to_one_canonical_form_that_reads_as_itself() => Spellings.Sample(s =>
    {
        var symbol = Symbol.Parse(s.Spelling);
        return symbol.Value == s.Canonical && Symbol.Parse(symbol.Value) == symbol && Symbol.Parse(s.Spelling.ToLowerInvariant()) == symbol
            && JsonSerializer.Deserialize<Symbol>(JsonSerializer.Serialize(symbol, ContractJson.Options), ContractJson.Options) == symbol;
    });

    [Fact]
    public void No_text_makes_the_parser_throw_and_a_refusal_always_has_a_sentence() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["^.-0169SHZKBJAaß\n\0 İıſ"], 0, 14]).Sample(text =>
            Symbol.TryParse(text, out var symbol, out var problem)
                ? symbol.Value.Length > 0 && symbol.Code.Length > 0 && Symbol.Parse(symbol.Value) == symbol && symbol.Value.All(char.IsAscii)
                : problem.Length > 10 && problem.Contains('.', StringComparison.Ordinal));

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<(string Spelling, string Canonical)> Spellings = Gen.OneOf(
        from code in Gen.Int[1, 99_999]
        from width in Gen.Int[1, 5]
        let digits = code.ToString().PadLeft(width, '0')
        from spelling in Any($"{digits}.HK", code.ToString().PadLeft(5, '0'))
        select (spelling, $"{code.ToString().PadLeft(4, '0')}.HK"),
        from code in Gen.Int[600_000, 699_999]
        from suffix in Any("", ".SH", ".SS")
        select ($"{code}{suffix}", $"{code}.SH"),
        from code in Gen.Int[300_000, 302_999]
        from suffix in Any("", ".SZ")
        select ($"{code}{suffix}", $"{code}.SZ"),
        from code in Gen.Int[1, 999]
        from suffix in Any(".SH", ".SS")
        select ($"{code:000000}{suffix}", $"{code:000000}.SH"),
        from name in Gen.String[Gen.Char['A', 'Z'], 1, 5]
        from share in Gen.Char['A', 'Z']
        from separator in Any(".", "-")
        select ($"{name}{separator}{share}", $"{name}.{share}"));
}
