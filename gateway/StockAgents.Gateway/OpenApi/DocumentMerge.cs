using System.Text;
using System.Text.Json.Nodes;

namespace StockAgents.Gateway.OpenApi;

/// <summary>
/// Puts the paths and components of several OpenAPI documents into one. Two services may give one name to different components; the
/// later one is then renamed after its service, with all references to it.
/// </summary>
internal sealed class DocumentMerge(JsonObject target)
{
    private const string ReferencePrefix = "#/components/";

    public void Add(string service, JsonObject document, Func<string, bool> reachable)
    {
        var renamed = AddComponents(service, document);
        var paths = Section(target, "paths");
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (!reachable(path) || paths.ContainsKey(path) || item is null)
                continue;
            paths[path] = WithReferences(item, renamed);
        }
        AddTags(document);
    }

    public void Describe(string sentence)
    {
        var info = Section(target, "info");
        var known = info["description"]?.GetValue<string>();
        info["description"] = string.IsNullOrEmpty(known) ? sentence : $"{known} {sentence}";
    }

    public byte[] ToUtf8Bytes() => Encoding.UTF8.GetBytes(target.ToJsonString());

    /// <summary>Returns the references that changed: old to new.</summary>
    private Dictionary<string, string> AddComponents(string service, JsonObject document)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var added = new List<(JsonObject Kind, string Name, JsonNode Component)>();
        foreach (var (kind, components) in document["components"] as JsonObject ?? [])
        {
            var known = Section(Section(target, "components"), kind);
            foreach (var (name, component) in components as JsonObject ?? [])
            {
                if (component is null)
                    continue;
                if (!known.TryGetPropertyValue(name, out var same))
                {
                    added.Add((known, name, component));
                }
                else if (!JsonNode.DeepEquals(same, component))
                {
                    var own = $"{service}_{name}";
                    renamed[$"{ReferencePrefix}{kind}/{name}"] = $"{ReferencePrefix}{kind}/{own}";
                    added.Add((known, own, component));
                }
            }
        }
        foreach (var (kind, name, component) in added)
            kind[name] = WithReferences(component, renamed);
        return renamed;
    }

    private void AddTags(JsonObject document)
    {
        if (document["tags"] is not JsonArray tags)
            return;
        var all = target["tags"] as JsonArray;
        if (all is null)
            target["tags"] = all = [];
        foreach (var tag in tags)
        {
            if (tag is not null && !all.Any(known => JsonNode.DeepEquals(known?["name"], tag["name"])))
                all.Add(tag.DeepClone());
        }
    }

    private static JsonNode WithReferences(JsonNode node, Dictionary<string, string> renamed)
    {
        var copy = node.DeepClone();
        if (renamed.Count > 0)
            Rename(copy, renamed);
        return copy;
    }

    private static void Rename(JsonNode? node, Dictionary<string, string> renamed)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Rename(item, renamed);
        }
        else if (node is JsonObject members)
        {
            if (members["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference) && renamed.TryGetValue(reference, out var own))
                members["$ref"] = own;
            foreach (var (_, member) in members)
                Rename(member, renamed);
        }
    }

    private static JsonObject Section(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject section)
            return section;
        var created = new JsonObject();
        parent[name] = created;
        return created;
    }
}
