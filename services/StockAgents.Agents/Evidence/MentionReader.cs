using System.Globalization;
using System.Text.RegularExpressions;

namespace StockAgents.Agents.Evidence;

/// <summary>
/// Finds the numbers and dates a sentence states. Numbers that belong to names (RSI(14), 50-day, "S&amp;P 500", evidence ids,
/// the instrument's own name) are blanked first; everything else that is printed in digits is a statement.
/// </summary>
internal static partial class MentionReader
{
    private const int FallingReach = 28;

    public static (IReadOnlyList<Mention> Numbers, IReadOnlyList<(string Raw, DateOnly Date)> Dates) Read(string sentence, params IEnumerable<string> names)
    {
        var text = sentence;
        foreach (var name in names.Where(n => n.Length > 0))
            text = WithoutName(text, name);

        var dates = new List<(string, DateOnly)>();
        text = DatePattern.Replace(text, m => DateOf(m) is { } date ? Take(m, date) : m.Value);
        text = NamePattern.Replace(text, Blank);
        text = PeriodPattern.Replace(text, Blank);
        var numbers = NumberPattern.Matches(text).Select(m => Read(m, text)).ToList();
        ShareUnitsOfRanges(numbers, text);
        return (numbers, dates);

        string Take(Match match, DateOnly date)
        {
            dates.Add((match.Value, date));
            return Blank(match);
        }
    }

    /// <summary>Blanks a name where it stands alone: 0700 is a name in "0700 closed", and part of a number in "1207003".</summary>
    private static string WithoutName(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            var startsAlone = at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or ',');
            var endsAlone = end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
            if (startsAlone && endsAlone)
                text = string.Concat(text.AsSpan(0, at), new string(' ', name.Length), text.AsSpan(end));
        }

        return text;
    }

    private static string Blank(Match match) => new(' ', match.Length);

    private static DateOnly? DateOf(Match match)
    {
        var month = match.Groups["name"].Success
            ? 1 + Array.FindIndex(Months, m => match.Groups["name"].Value.StartsWith(m, StringComparison.OrdinalIgnoreCase))
            : int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        var iso = $"{match.Groups["year"].Value}-{month:00}-{match.Groups["day"].Value.PadLeft(2, '0')}";
        return DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    private static Mention Read(Match match, string text)
    {
        var digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var sign = match.Groups["sign"].Value.Trim() switch { "" => 0, "+" => 1, _ => -1 };
        var before = text[Math.Max(0, match.Index - FallingReach)..match.Index];
        // Too many digits for a decimal can't equal any evidence either.
        var number = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : decimal.MaxValue;
        return new Mention(
            match.Value.Trim(), number, point < 0 ? 0 : digits.Length - point - 1, ScaleOf(match.Groups["scale"].Value),
            UnitOf(match.Groups["currency"].Value, match.Groups["unit"].Value), sign, FallingPattern.IsMatch(before), match.Index, match.Index + match.Length);
    }

    /// <summary>In "5.1-6.2%" and "1.2 to 1.4bn" the first number has the unit, and perhaps the scale, of the second.</summary>
    private static void ShareUnitsOfRanges(List<Mention> numbers, string text)
    {
        for (var i = numbers.Count - 2; i >= 0; i--)
        {
            var (low, high) = (numbers[i], numbers[i + 1]);
            if (RangePattern.IsMatch(text[low.End..high.Start]))
            {
                numbers[i] = low with
                {
                    Unit = low.Unit.Length == 0 ? high.Unit : low.Unit,
                    SharedScale = low.Scale == 1 ? high.Scale : 1,
                };
            }
        }
    }

    private static decimal ScaleOf(string word) => word.ToUpperInvariant() switch
    {
        "K" or "THOUSAND" => 1_000m,
        "万" => 10_000m,
        "M" or "MN" or "MILLION" => 1_000_000m,
        "亿" => 100_000_000m,
        "B" or "BN" or "BILLION" => 1_000_000_000m,
        "T" or "TN" or "TRILLION" or "万亿" => 1_000_000_000_000m,
        _ => 1m,
    };

    private static string UnitOf(string before, string after) => (before.Trim().ToUpperInvariant(), after.ToUpperInvariant()) switch
    {
        ("US$" or "$" or "USD", _) or ("", "USD" or "美元") => "USD",
        ("HK$" or "HKD", _) or ("", "HKD" or "港元") => "HKD",
        ("¥" or "￥" or "CNY" or "RMB", _) or ("", "CNY" or "元" or "人民币") => "CNY",
        (_, "" or "X" or "倍") => "",
        _ => "%",
    };

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private const string MonthName = "(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)";

    [GeneratedRegex(@"(?<!\d)(?:(?<year>\d{4})[-/年](?<month>\d{1,2})[-/月](?<day>\d{1,2})日?|(?<day>\d{1,2}) " + MonthName + @",? (?<year>\d{4})|" + MonthName + @" (?<day>\d{1,2}),? (?<year>\d{4}))(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex DatePattern { get; }

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:(?:RSI|ATR|ADX|MACD|KDJ|CCI|MFI|SMA|EMA|MA|CMF|VWMA|BOLL|VaR)(?:\s?\(\d{1,3}(?:,\s?\d{1,3}){0,2}\)|\d{1,3}(?![\d.]))|E\d{1,3}|C\d{1,3}|Q[1-4]|H[12]|S&P 500|CSI 300|CSI 500|STAR 50|Nasdaq 100|Russell 2000|12[-–]1(?= (?:momentum|month))|[a-z]+(?:_[a-z0-9]+)+|\d{1,2}(?:st|nd|rd|th))(?![A-Za-z0-9])|沪深\s?300|中证\s?500|上证\s?50|第\d{1,2}",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex NamePattern { get; }

    private const string Period = "(?:1|2|3|5|9|10|12|14|20|21|26|50|52|55|60|90|120|180|200|250|252)";

    [GeneratedRegex(@"(?<![\d.,])" + Period + @"-(?:day|session|week|month|year)s?(?![A-Za-z])|(?<=\b(?:over|in|last|past|previous|within|for) (?:the )?(?:last |past |previous )?)" + Period + @" (?:day|session|week|month|year)s(?![A-Za-z])|(?<=近|过去|最近)\s?" + Period + @"\s?(?:日|天|个交易日|周|个月|年)|(?<![\d.,])" + Period + @"\s?(?:日|周|个月|年)(?=均线|均价|高点|低点|最高|最低|波动|收益|动量|回撤|通道)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex PeriodPattern { get; }

    [GeneratedRegex(@"(?<sign>(?<![A-Za-z0-9%)）])[+\-−]\s?)?(?<currency>US\$|HK\$|\$|¥|￥|(?:USD|CNY|HKD|RMB)\s?)?(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:\s?(?<scale>万亿|万|亿|(?:thousand|million|billion|trillion|bn|mn|tn|k|m|b|t)(?![A-Za-z])))?(?:\s?(?<unit>%|％|percentage points|percent|per cent|pct|个百分点|x(?![A-Za-z])|倍|USD|CNY|HKD|人民币|元|美元|港元))?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex NumberPattern { get; }

    [GeneratedRegex(@"\b(?:fell|fall|falls|fallen|down|lost|lose|loses|dropped|drop|declined|decline|slid|below|under)\b|跌|降|低于|回落|亏",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex FallingPattern { get; }

    [GeneratedRegex(@"^\s?(?:-|–|—|~|至|到|to)\s?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex RangePattern { get; }
}
