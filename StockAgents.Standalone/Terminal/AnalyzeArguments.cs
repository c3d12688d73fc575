using System.Diagnostics.CodeAnalysis;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Standalone.Terminal;

/// <summary>Arguments of <c>analyze SYMBOL [--level L1|L2] [--date yyyy-MM-dd] [--analysts a,b] [--language en|zh] [--no-planner] [--json]</c>.</summary>
internal sealed record AnalyzeArguments(string Symbol, AnalysisRequest Request, bool Json)
{
    public const string Synopsis =
        "analyze SYMBOL [--level L1|L2] [--date yyyy-MM-dd] [--analysts market,news,...] [--language en|zh] [--no-planner] [--json]";

    public const string Usage = $"Usage: {Synopsis}";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out AnalyzeArguments? parsed, [NotNullWhen(false)] out string? problem)
    {
        var reading = new Reading();
        problem = reading.Take(args);
        parsed = problem is null ? new(reading.Symbol!, reading.Request, reading.Json) : null;
        return parsed is not null;
    }

    private sealed class Reading
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public string? Symbol { get; private set; }
        public AnalysisRequest Request { get; private set; } = new();
        public bool Json { get; private set; }

        /// <summary>What is wrong, in a sentence; null when nothing is.</summary>
        public string? Take(string[] args)
        {
            var left = new Queue<string>(args);
            while (left.TryDequeue(out var word))
            {
                if ((word.StartsWith('-') ? TakeOption(word, left) : TakeSymbol(word)) is { } problem)
                    return problem;
            }
            return Symbol is null ? $"Which symbol? {Usage}" : null;
        }

        private string? TakeSymbol(string word)
        {
            if (Symbol is not null)
                return $"One symbol at a time. {Usage}";
            Symbol = word.Trim();
            return Symbol.Length == 0 ? $"The symbol is empty. {Usage}" : null;
        }

        private string? TakeOption(string word, Queue<string> left)
        {
            var (name, given) = word.Split('=', 2) is [var n, var v] ? (n, v) : (word, null);
            if (!_seen.Add(name))
                return $"{name} is given twice.";
            switch (name)
            {
                case "--json" when given is null:
                    Json = true;
                    return null;
                case "--no-planner" when given is null:
                    Request = Request with { UsePlanner = false };
                    return null;
                case "--json" or "--no-planner":
                    return $"{name} takes no value.";
                case "--level" or "--date" or "--analysts" or "--language":
                    return (given ?? (left.TryDequeue(out var next) ? next : "")) is { Length: > 0 } value ? Set(name, value) : $"{name} needs a value. {Usage}";
                default:
                    return $"There is no option {name}. {Usage}";
            }
        }

        private string? Set(string name, string value)
        {
            switch (name)
            {
                case "--level" when Enum.TryParse<AnalysisLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level) && char.IsLetter(value[0]):
                    Request = Request with { AnalysisLevel = level };
                    return null;
                case "--level":
                    return $"'{value}' is not a level; use L1 or L2.";
                case "--date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var date):
                    Request = Request with { TradeDate = date };
                    return null;
                case "--date":
                    return $"'{value}' is not a date; write it as 2024-09-19.";
                case "--analysts":
                    Request = Request with { Analysts = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
                    return null;
                default:
                    Request = Request with { Language = value };
                    return null;
            }
        }
    }
}
