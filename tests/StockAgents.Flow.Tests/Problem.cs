using System.Net;
using System.Text.Json;

namespace StockAgents.Flow.Tests;

/// <summary>What every refusal looks like (wire contract 0, "errors").</summary>
internal static class Problem
{
    /// <returns>The sentence.</returns>
    public static async Task<string> AssertAsync(HttpResponseMessage answer, HttpStatusCode? status = null, string? code = null)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var shown = $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath[..Math.Min(80, answer.RequestMessage.RequestUri.AbsolutePath.Length)]}: {(int)answer.StatusCode} {text}";
        Assert.True((int)answer.StatusCode is >= 400 and < 500, shown);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", shown);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.True(problem.GetProperty("status").GetInt32() == (int)answer.StatusCode, shown);
        Assert.Matches("^[A-Z_]+$", problem.GetProperty("code").GetString()!);
        Assert.Equal(answer.Headers.GetValues("X-Request-ID").Single(), problem.GetProperty("request_id").GetString());
        var sentence = problem.GetProperty("detail").GetString()!;
        Assert.True(sentence.Length > 10 && sentence.EndsWith('.') && !sentence.Contains('\n', StringComparison.Ordinal), shown);
        if (status is { } expected)
            Assert.True(answer.StatusCode == expected, shown);
        if (code is not null)
            Assert.True(problem.GetProperty("code").GetString() == code, shown);
        return sentence;
    }
}
