using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Reads a role's answer written by a model. Stricter than the contract's own JSON: a null, or a missing value, where the type
/// promises one is an error here, so that no rule or report ever meets it.
/// </summary>
internal static class RoleJson
{
    public static JsonSerializerOptions Options { get; } = new(ContractJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="JsonException">Not JSON, or not of the shape of <typeparamref name="T"/>.</exception>
    public static T Read<T>(string json)
        where T : class, IRoleOutput
    {
        var node = JsonNode.Parse(json);
        if (HasNullInList(node))
            throw new JsonException("A list of the answer holds a null.");
        return node.Deserialize<T>(Options) ?? throw new JsonException("The answer is null.");
    }

    // Nullability of list elements is not part of what the serializer checks.
    private static bool HasNullInList(JsonNode? node) => node switch
    {
        JsonArray array => array.Any(item => item is null || HasNullInList(item)),
        JsonObject members => members.Any(member => HasNullInList(member.Value)),
        _ => false,
    };
}
