using System.Text.Json.Nodes;
using NJsonSchema;

namespace StockAgents.Flow.Tests.Reports;

/// <summary>The OpenAPI document as a judge of answers: no field it does not name, no null it does not allow.</summary>
internal sealed class PublishedSchema(JsonNode document)
{
    /// <summary>The document as soon as all services have given their part: the gateway serves what it has.</summary>
    public static async Task<PublishedSchema> ReadAsync(FlowClient client, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var document = JsonNode.Parse((await client.JsonAsync("/api/openapi.json", limit.Token)).GetRawText())!;
            if (document["components"]?["schemas"]?["AnalysisReport"] is not null)
                return new PublishedSchema(document);
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }

    public async Task AssertFitsAsync(string component, string json, CancellationToken stop)
    {
        var definitions = document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        var wrapper = new JsonObject
        {
            ["type"] = "object",
            ["definitions"] = JsonNode.Parse(definitions),
            ["properties"] = new JsonObject { ["it"] = new JsonObject { ["$ref"] = $"#/definitions/{component}" } },
        };
        var schema = await JsonSchema.FromJsonAsync(wrapper.ToJsonString(), stop);
        foreach (var definition in schema.Definitions.Values.Where(d => d.Properties.Count > 0))
            definition.AllowAdditionalProperties = false;
        Assert.Empty(schema.Validate($"{{\"it\":{json}}}").Select(error => error.ToString()));
    }
}
