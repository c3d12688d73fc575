using System.Text;

namespace StockAgents.MarketData.Files;

/// <summary>Splits one line of RFC 4180 text. A quoted cell may hold commas and doubled quotes; a bar file has none over several lines.</summary>
internal static class CsvLine
{
    public static string[] Cells(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(',', StringSplitOptions.TrimEntries);

        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Take();
            else
                cell.Append(line[i]);
        }
        Take();
        return [.. cells];

        void Take()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}
