using System.Globalization;
using System.Text;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Evidence;

/// <summary>Compact tables for prompts: one line a datum, texts in envelopes that mark them as data.</summary>
internal static class EvidenceTables
{
    private const int LongestText = 600;

    public static string Of(EvidencePack pack, IEnumerable<EvidenceTopic> topics)
    {
        var table = new StringBuilder();
        foreach (var topic in topics)
        {
            var items = pack.Items.Where(i => i.Topic == topic).ToList();
            if (items.Count == 0)
                continue;
            table.Append("## ").Append(topic.ToString().ToLowerInvariant()).Append('\n').Append("id | name | value | unit | as of | source\n");
            foreach (var item in items.Where(i => i.Value is not null))
            {
                var value = item.Value!.Value.ToString("0.######", CultureInfo.InvariantCulture);
                table.Append(CultureInfo.InvariantCulture, $"{item.Id} | {item.Name} | {value} | {item.Unit} | {item.AsOf:yyyy-MM-dd} | {item.Source}\n");
            }

            foreach (var item in items.Where(i => i.Text is not null))
                table.Append(CultureInfo.InvariantCulture, $"<text id=\"{item.Id}\" kind=\"{Plain(item.Name)}\" date=\"{item.AsOf:yyyy-MM-dd}\" source=\"{Plain(item.Source)}\">{Plain(item.Text!)}</text>\n");
        }

        return table.ToString();
    }

    // An envelope must not be closed from within: angle brackets and quotes of outside text lose their meaning here.
    private static string Plain(string text)
    {
        var shortened = text.Length <= LongestText ? text : text[..LongestText] + "…";
        return shortened.Replace('<', '‹').Replace('>', '›').Replace('"', '\'').Replace('\n', ' ').Replace('\r', ' ');
    }
}
