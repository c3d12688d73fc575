using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace StockAgents.Contracts.Symbols;

/// <summary>
/// The spellings accepted for a symbol (wire contract, section 0) and what each means. Code ranges follow the exchanges'
/// numbering: 6 Shanghai (688/689 STAR), 0/3 Shenzhen, 4/8/92 Beijing, 9 and 2 B shares, 5 and 1 funds; an index of a
/// mainland exchange is 000xxx.SH or 399xxx.SZ, so the same digits name a stock in Shenzhen and an index in Shanghai.
/// </summary>
internal static partial class SymbolSpelling
{
    private const int LongestSymbol = 12;
    private const string Accepted = "Use AAPL, BRK.B, ^GSPC, 600519.SH, 000001.SZ, 430047.BJ or 0700.HK.";
    private static readonly string[] HongKongIndices = ["^HSI", "^HSCE", "^HSCC", "^HSTECH"];

    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol, [NotNullWhen(false)] out string? problem)
    {
        symbol = default;
        problem = null;
        if (string.IsNullOrWhiteSpace(text))
            problem = $"The symbol is empty. {Accepted}";
        else if (text.Length > LongestSymbol)
            problem = $"A symbol has at most {LongestSymbol} characters. {Accepted}";
        if (problem is not null)
            return false;

        var upper = text!.ToUpperInvariant();
        var (parsed, reason) = upper switch
        {
            _ when IndexPattern.IsMatch(upper) => (Index(upper), null),
            _ when SuffixedPattern.Match(upper) is { Success: true } m => Suffixed(m.Groups["code"].Value, m.Groups["exchange"].Value),
            _ when upper.Length == 6 && upper.All(char.IsAsciiDigit) => BareMainland(upper),
            _ when upper.Length == 5 && upper.All(char.IsAsciiDigit) => HongKong(upper),
            _ when UsPattern.IsMatch(upper) => (new Symbol(upper.Replace('-', '.'), Market.US, isIndex: false), null),
            _ => (default(Symbol?), $"'{text}' is not a symbol. {Accepted}"),
        };
        symbol = parsed ?? default;
        problem = reason;
        return problem is null;
    }

    private static Symbol? Index(string upper) =>
        new Symbol(upper, HongKongIndices.Contains(upper) ? Market.HK : Market.US, isIndex: true);

    private static (Symbol?, string?) Suffixed(string code, string suffix)
    {
        if (!code.All(char.IsAsciiDigit))
            return (null, $"'{code}.{suffix}': codes of .{suffix} are digits. {Accepted}");
        return suffix switch
        {
            "HK" => HongKong(code),
            _ when code.Length != 6 => (null, $"'{code}.{suffix}': a mainland code has 6 digits."),
            "SH" or "SS" => Mainland(code, "SH"),
            _ => Mainland(code, suffix),
        };
    }

    private static (Symbol?, string?) HongKong(string code)
    {
        if (code.Length is < 1 or > 5)
            return (null, $"'{code}.HK': a Hong Kong code has up to 5 digits.");
        var number = code.TrimStart('0');
        return number.Length == 0
            ? (null, $"'{code}.HK': a Hong Kong code is not zero.")
            : (new Symbol($"{number.PadLeft(4, '0')}.HK", Market.HK, isIndex: false), null);
    }

    private static (Symbol?, string?) BareMainland(string code) =>
        ExchangeOf(code) is { } exchange ? Mainland(code, exchange) : (null, $"'{code}': no mainland exchange uses codes that begin with {code[0]}.");

    private static (Symbol?, string?) Mainland(string code, string exchange)
    {
        var isIndex = (exchange == "SH" && code.StartsWith("000", StringComparison.Ordinal))
            || (exchange == "SZ" && code.StartsWith("399", StringComparison.Ordinal));
        if (isIndex || ExchangeOf(code) == exchange)
            return (new Symbol($"{code}.{exchange}", Market.CN, isIndex), null);
        return ExchangeOf(code) is { } right
            ? (null, $"'{code}.{exchange}': codes that begin with {code[..2]} are listed on .{right}; use {code}.{right}.")
            : (null, $"'{code}.{exchange}': no mainland exchange uses codes that begin with {code[0]}.");
    }

    private static string? ExchangeOf(string code) => code switch
    {
        ['9', '2', ..] => "BJ",
        ['6', ..] or ['5', ..] or ['9', ..] => "SH",
        ['3', '9', '9', ..] or ['0', ..] or ['3', ..] or ['2', ..] or ['1', ..] => "SZ",
        ['4', ..] or ['8', ..] => "BJ",
        _ => null,
    };

    [GeneratedRegex(@"^\^[A-Z0-9]{1,10}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex IndexPattern { get; }

    [GeneratedRegex(@"^(?<code>[A-Z0-9]{1,8})\.(?<exchange>SH|SS|SZ|BJ|HK)\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex SuffixedPattern { get; }

    [GeneratedRegex(@"^[A-Z]{1,5}(?:[.-][A-Z]{1,2})?\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UsPattern { get; }
}
