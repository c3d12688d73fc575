using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Llm;

/// <summary>
/// Whether claims are written in the report's language, by script: names and tickers may stay Latin in a Chinese
/// sentence, and a Chinese name may stand in an English one.
/// </summary>
internal static class AnswerLanguage
{
    // Fewer letters than this are a ticker or a unit, not a sentence.
    private const int MinLetters = 12;

    public static AnswerProblem? Check(IReadOnlyList<ClaimDraft> claims, string language)
    {
        var (han, latin, other) = (0, 0, 0);
        foreach (var letter in claims.SelectMany(c => c.Text).Where(char.IsLetter))
        {
            if (letter is >= '\u3400' and <= '\u9fff')
                han++;
            else if (letter < '\u0250')
                latin++;
            else
                other++;
        }
        var letters = han + latin + other;
        var right = language switch
        {
            // A Chinese character says about as much as four Latin letters.
            "zh" => han * 4 >= latin + other,
            _ => latin * 2 >= letters,
        };
        return right || letters < MinLetters ? null : new("in the wrong language", $"Write every sentence in {NameOf(language)}.");
    }

    public static string NameOf(string language) => language is "zh" ? "Chinese (zh)" : "English (en)";
}
