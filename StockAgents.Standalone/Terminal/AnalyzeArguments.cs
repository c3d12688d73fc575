using System.Diagnostics.CodeAnalysis;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Standalone.Terminal;

/// <summary>Arguments of <c>analyze SYMBOL [--level L1|L2] [--date yyyy-MM-dd] [--analysts a,b] [--language en|zh] [--no-planner] [--json]</c>.</summary>
internal sealed record AnalyzeArguments(string Symbol, AnalysisRequest Request, bool Json)
{
    public const string Usage =
        "Usage: analyze SYMBOL [--level L1|L2] [--date yyyy-MM-dd] [--analysts market,news,...] [--language en|zh] [--no-planner] [--json]";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out AnalyzeArguments? parsed, [NotNullWhen(false)] out string? problem)
    {
        parsed = null;
        problem = null;
        string? symbol = null;
        var request = new AnalysisRequest();
        var json = false;
        for (var i = 0; i < args.Length && problem is null; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--json":
                    json = true;
                    break;
                case "--no-planner":
                    request = request with { UsePlanner = false };
                    break;
                case "--level" or "--date" or "--analysts" or "--language" when value is null:
                    problem = $"{args[i]} needs a value. {Usage}";
                    break;
                case "--level" when Enum.TryParse<AnalysisLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level):
                    request = request with { AnalysisLevel = level };
                    i++;
                    break;
                case "--level":
                    problem = $"'{value}' is not a level; use L1 or L2.";
                    break;
                case "--date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var date):
                    request = request with { TradeDate = date };
                    i++;
                    break;
                case "--date":
                    problem = $"'{value}' is not a date; write it as 2024-09-19.";
                    break;
                case "--analysts":
                    request = request with { Analysts = value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
                    i++;
                    break;
                case "--language":
                    request = request with { Language = value! };
                    i++;
                    break;
                case var option when option.StartsWith('-'):
                    problem = $"There is no option {option}. {Usage}";
                    break;
                case var word when symbol is null:
                    symbol = word;
                    break;
                default:
                    problem = $"One symbol at a time. {Usage}";
                    break;
            }
        }
        problem ??= symbol is null ? $"Which symbol? {Usage}" : null;
        if (problem is not null)
            return false;
        parsed = new(symbol!, request, json);
        return true;
    }
}
