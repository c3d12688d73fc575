using System.Net;
using System.Text;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.Gateway.Tests;

/// <summary>Bad requests and failures of a service with the defaults: always a sentence, never our internals.</summary>
public sealed class ErrorAnswerTests
{
    private sealed record Order(DateOnly TradeDate, int Count)
    {
        public required string Symbol { get; init; }
    }

    [Theory]
    [InlineData("{", 400, "not valid JSON")]
    [InlineData("", 400, "JSON body is required")]
    [InlineData("[]", 400, "top of the body")]
    [InlineData("""{"symbol":"MSFT","trade_date":"yesterday"}""", 400, "'trade_date'")]
    [InlineData("""{"symbol":"MSFT","count":"3"}""", 400, "'count'")]
    [InlineData("""{"count":3}""", 400, "symbol")]
    public async Task An_unreadable_body_is_400_and_says_where(string body, int status, string saying)
    {
        await using var service = await ServiceAsync();

        using var answer = await service.Client.PostAsync("/orders", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        var problem = await ProblemAsync(answer);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("VALIDATION_ERROR", problem.GetProperty("code").GetString());
        Assert.Contains(saying, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Order", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_nested_a_hundred_thousand_deep_is_400()
    {
        await using var service = await ServiceAsync();
        var body = new string('[', 100_000) + new string(']', 100_000);

        using var answer = await service.Client.PostAsync("/orders", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Another_media_type_is_415()
    {
        await using var service = await ServiceAsync();

        using var answer = await service.Client.PostAsync("/orders", new StringContent("symbol=MSFT", Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/json", (await ProblemAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_query_value_is_400_without_type_names()
    {
        await using var service = await ServiceAsync();

        using var answer = await service.Client.GetAsync("/orders?limit=many", TestContext.Current.CancellationToken);

        var detail = (await ProblemAsync(answer)).GetProperty("detail").GetString();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("'many' is not a value that limit can have.", detail);
    }

    [Theory]
    [InlineData("bug", 500, "INTERNAL_ERROR")]
    [InlineData("outage", 503, "EXTERNAL_SERVICE_ERROR")]
    [InlineData("slow", 504, "EXTERNAL_SERVICE_ERROR")]
    public async Task An_exception_is_answered_without_its_text(string kind, int status, string code)
    {
        await using var service = await ServiceAsync();

        using var answer = await service.Client.GetAsync($"/failing/{kind}", TestContext.Current.CancellationToken);

        var problem = await ProblemAsync(answer);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.DoesNotContain("inner secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_is_told_to_callers_of_any_format()
    {
        await using var service = await ServiceAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/refused");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("X-Request-ID", "r-1");

        using var answer = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await ProblemAsync(answer);
        Assert.Equal("INVALID_SYMBOL", problem.GetProperty("code").GetString());
        Assert.Equal("r-1", problem.GetProperty("request_id").GetString());
        Assert.Equal(422, problem.GetProperty("status").GetInt32());
    }

    private static Task<RunningApp> ServiceAsync() => RunningApp.StartAsync(
        builder =>
        {
            builder.AddServiceDefaults();
            builder.Configuration["Logging:LogLevel:StockAgents"] = "None";
        },
        app =>
        {
            app.MapServiceDefaults();
            app.MapPost("/orders", (Order order) => order);
            app.MapGet("/orders", (int limit) => limit);
            app.MapGet("/refused", () => Problems.Create(422, ErrorCodes.InvalidSymbol, "No such symbol."));
            app.MapGet("/failing/{kind}", (string kind) => kind switch
            {
                "outage" => throw new HttpRequestException("inner secret"),
                "slow" => throw new TimeoutException("inner secret"),
                "none" => "",
                _ => throw new InvalidOperationException("inner secret"),
            });
        });

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
