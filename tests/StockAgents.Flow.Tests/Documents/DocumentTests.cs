using System.Net;
using System.Text.RegularExpressions;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Documents;

/// <summary>What a newcomer and a probe ask first.</summary>
public abstract partial class DocumentTests(Topology topology) : FlowTest(topology)
{
    [Fact]
    public async Task The_pages_of_the_documentation_come_from_the_process_itself()
    {
        var client = Topology.Anonymous();
        var page = await client.Http.GetAsync("/docs", Stop);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        var html = await page.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotMatch(ForeignReference(), html);
        foreach (Match reference in OwnReference().Matches(html))
        {
            using var part = await client.Http.GetAsync(new Uri(page.RequestMessage!.RequestUri!, reference.Groups["path"].Value), Stop);
            Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        }
        Assert.NotEmpty(OwnReference().Matches(html));
    }

    [Fact]
    public async Task One_document_lists_the_routes_of_all_services()
    {
        var document = await Topology.Anonymous().JsonAsync("/api/openapi.json", Stop);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (var path in new[]
        {
            "/api/analyze/{symbol}", "/api/analyze/quick/{symbol}", "/api/analyze/history/{symbol}", "/api/analyze/latest/{symbol}",
            "/api/auth/register", "/api/auth/login", "/api/auth/me", "/api/market/kline/{symbol}", "/api/market/sources", "/health", "/api/health/readiness",
        })
            Assert.Contains(path, paths);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/health")]
    [InlineData("/api/health/")]
    [InlineData("/api/health/liveness")]
    [InlineData("/api/health/readiness")]
    public async Task Probes_answer_GET_and_HEAD_alike(string path)
    {
        var client = Topology.Anonymous();
        using var get = await client.Http.GetAsync(path, Stop);
        using var head = await client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Stop);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.StatusCode, head.StatusCode));
        Assert.Equal("application/json", get.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync(Stop));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Stop));
    }

    [GeneratedRegex("(src|href)=\"(https?:)?//", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForeignReference();

    [GeneratedRegex("(src|href)=\"(?<path>[^\"]+)\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnReference();
}

public sealed class DocumentsOnStandaloneTests(StandaloneTopology standalone) : DocumentTests(standalone);

public sealed class DocumentsOnSuiteTests(SuiteTopology suite) : DocumentTests(suite);
