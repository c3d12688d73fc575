using System.Collections.Concurrent;
using System.Text;

namespace StockAgents.Agents.Llm;

/// <summary>The roles' prompts by key. A role without one is answered by its rules.</summary>
/// <param name="read">Reads a prompt, or null when there is none.</param>
internal sealed class RolePrompts(Func<string, string?> read)
{
    private readonly ConcurrentDictionary<string, string?> _prompts = new();

    /// <summary>The Markdown files in <c>Roles/Prompts</c>, embedded in this assembly.</summary>
    public static RolePrompts Embedded() => new(role =>
    {
        using var file = typeof(RolePrompts).Assembly.GetManifestResourceStream($"StockAgents.Agents.Roles.Prompts.{role}.md");
        return file is null ? null : new StreamReader(file, Encoding.UTF8).ReadToEnd();
    });

    public string? Find(string role) => _prompts.GetOrAdd(role, read);
}
