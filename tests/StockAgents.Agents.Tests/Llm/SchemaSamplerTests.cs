using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

public sealed class SchemaSamplerTests
{
    [Theory]
    [InlineData("""{"type":["string","null"],"enum":[null,"High"]}""", "\"High\"")]
    [InlineData("""{"type":"integer","minimum":5}""", "5")]
    [InlineData("""{"type":"number","maximum":0.25}""", "0.25")]
    [InlineData("""{"anyOf":[{"type":"null"},{"const":7}]}""", "7")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-01-02\"")]
    [InlineData("""{"type":"array","minItems":2,"items":{"type":"boolean"}}""", "[false,false]")]
    [InlineData("""{"type":"object","properties":{"evidence":{"type":"array","items":{"type":"string"}}}}""", """{"evidence":["E4","E7"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"$ref":"#/properties/a"}}}""", """{"a":1,"b":1}""")]
    public void A_sample_fits_its_schema(string schema, string sample)
    {
        using var document = JsonDocument.Parse(schema);

        Assert.Equal(sample, new SchemaSampler().Sample(document.RootElement, ["E4", "E7", "E9"]));
    }

    [Fact]
    public void A_value_given_by_name_wins()
    {
        using var document = JsonDocument.Parse("""{"type":"object","properties":{"verdict":{"type":"string"}}}""");

        var sample = new SchemaSampler(new Dictionary<string, JsonNode> { ["verdict"] = "Caution" }).Sample(document.RootElement, []);

        Assert.Equal("""{"verdict":"Caution"}""", sample);
    }

    [Fact]
    public async Task Turns_count_the_calls_that_waited_for_each_other()
    {
        var both = new TaskCompletionSource();
        var clock = new ManualClock();
        await using var server = await ScriptedModelServer.StartAsync(clock: clock);
        await using var world = await ModelWorld.StartAsync(server: server);
        server.Next(ModelReply.After(both.Task, ModelReply.Sample()), ModelReply.After(both.Task, ModelReply.Sample()));

        var together = Task.WhenAll(world.AskAsync(new TestRun()), world.AskAsync(new TestRun()));
        await server.ArrivalsAsync(2, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));
        both.SetResult();
        await together;
        await Task.WhenAll(server.Calls.Select(c => c.Ended));
        clock.Advance(TimeSpan.FromSeconds(1));
        await world.AskAsync(new TestRun());
        await Task.WhenAll(server.Calls.Select(c => c.Ended));

        Assert.Equal(2, server.Calls.Turns());
    }
}
