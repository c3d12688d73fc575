using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StockAgents.Agents.Llm;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Tests.Llm;

public sealed class LlmServicesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_key_the_engine_registered_before_stays(string? key)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new(LlmOptions.ApiKeyName, key)]);
        builder.Services.AddSingleton<IRoleEngine, OnlyRules>();

        builder.AddModelEngine();

        Assert.Single(builder.Services, s => s.ServiceType == typeof(IRoleEngine));
        Assert.IsType<OnlyRules>(builder.Build().Services.GetRequiredService<IRoleEngine>());
    }

    [Fact]
    public void With_a_key_the_model_takes_the_place_of_the_rules()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new(LlmOptions.ApiKeyName, "sk-1")]);
        builder.Services.AddSingleton<IRoleEngine, OnlyRules>();

        builder.AddModelEngine();

        using var host = builder.Build();
        Assert.Equal("gpt-4o-mini", Assert.Single(host.Services.GetServices<IRoleEngine>()).Name);
    }

    [Theory]
    [InlineData("OPENAI_API_KEY", "sk-secret value")]
    [InlineData("OPENAI_API_KEY", "sk-secret\nvalue")]
    [InlineData("OPENAI_BASE_URL", "secret.example.com/v1")]
    [InlineData("OPENAI_BASE_URL", "ftp://secret.example.com/v1")]
    [InlineData("OPENAI_BASE_URL", "https://user:secret@example.com/v1")]
    [InlineData("OPENAI_MODEL", " ")]
    [InlineData("Llm:DeadlineSeconds", "0")]
    [InlineData("Llm:MaxAnswerBytes", "5")]
    [InlineData("Llm:Temperature", "3")]
    [InlineData("Llm:BreakAfter", "11")]
    [InlineData("Llm:Concurrency", "0")]
    public async Task A_wrong_value_stops_the_start_with_a_sentence_that_names_the_key(string key, string value)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => ModelWorld.StartAsync(new() { [key] = value }));

        Assert.Contains(key, Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_temperature_is_not_sent()
    {
        await using var world = await ModelWorld.StartAsync(new() { ["Llm:Temperature"] = "" });

        (await world.AskAsync()).IsByTheModel();

        Assert.Null(Assert.Single(world.Server.Calls).Request.Temperature);
    }

    private sealed class OnlyRules : IRoleEngine
    {
        public string Name => "rules";

        public Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
            where T : class, IRoleOutput =>
            throw new NotSupportedException("Only its registration is looked at.");
    }
}
