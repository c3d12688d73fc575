using System.Net;
using System.Text;

namespace StockAgents.Flow.Tests.Requests;

/// <summary>A request that must be refused.</summary>
internal sealed record RefusedRequest(string Method, string Path, string? Body = null, string ContentType = "application/json", HttpStatusCode? Status = null)
{
    private static readonly string Endless = new('a', 2 << 20);

    public static IReadOnlyList<RefusedRequest> All { get; } =
    [
        Submit("ZZZZ"),
        Submit("MSFT.HK"),
        Submit("600000.SZ"),
        Submit("12345678.SH"),
        Submit("..%2F..%2Fetc"),
        Submit("%20"),
        Submit(new string('A', 10_000)),
        Submit("MSFT", """{"trade_date":"2999-01-04"}"""),
        Submit("MSFT", """{"trade_date":"2014-08-03"}"""),
        Submit("MSFT", """{"trade_date":"2013-12-25"}"""),
        Submit("MSFT", """{"trade_date":"2000-01-05"}"""),
        Submit("MSFT", """{"trade_date":"1990-01-05"}"""),
        Submit("MSFT", """{"trade_date":"08/08/2014"}"""),
        Submit("MSFT", """{"trade_date":"2014-02-30"}"""),
        Submit("MSFT", """{"trade_date":20140808}"""),
        Submit("MSFT", """{"trade_dat":"2014-08-08"}"""),
        Submit("MSFT", """{"trade_date":"0001-01-01"}"""),
        Submit("MSFT", """{"trade_date":"2014-08-08","trade_date":"2013-08-08"}"""),
        Submit("MSFT", """{"analysis_level":"L3"}"""),
        Submit("MSFT", """{"analysis_level":1}"""),
        Submit("MSFT", """{"use_planner":"yes"}"""),
        Submit("MSFT", """{"analysts":"market"}"""),
        Submit("MSFT", """{"analysts":["astrologer"]}"""),
        Submit("MSFT", """{"analysts":[null]}"""),
        Submit("MSFT", """{"analysts":[]}"""),
        Submit("MSFT", """{"exclude_analysts":["market","fundamentals","news","social","macro"]}"""),
        Submit("MSFT", """{"language":"tlh"}"""),
        Submit("MSFT", """{"language":null}"""),
        Submit("MSFT", "{"),
        Submit("MSFT", "[]"),
        Submit("MSFT", "\"\\ud800\""),
        Submit("MSFT", string.Concat(Enumerable.Repeat("{\"a\":", 2000))),
        Submit("MSFT", $$"""{"language":"{{Endless}}"}""") with { Status = HttpStatusCode.RequestEntityTooLarge },
        Submit("MSFT", "trade_date=2014-08-08") with { ContentType = "application/x-www-form-urlencoded", Status = HttpStatusCode.UnsupportedMediaType },
        Submit("MSFT", "<a/>") with { ContentType = "text/xml", Status = HttpStatusCode.UnsupportedMediaType },
        new("POST", "/api/analyze/quick/ZZZZ"),
        new("DELETE", "/api/analyze/MSFT", Status: HttpStatusCode.MethodNotAllowed),
        new("GET", "/api/analyze/quick/MSFT", Status: HttpStatusCode.MethodNotAllowed),
        new("GET", "/api/analyze/history/MSFT?limit=-1"),
        new("GET", "/api/analyze/history/MSFT?limit=101"),
        new("GET", "/api/analyze/history/MSFT?limit=many"),
        new("GET", "/api/analyze/history/MSFT?offset=-1"),
        new("GET", "/api/analyze/history/MSFT?cursor=x"),
        new("GET", "/api/analyze/history/MSFT?status=done"),
        new("GET", "/api/analyze/history/not-a-symbol"),
        new("GET", "/api/analyze/latest/MSFT", Status: HttpStatusCode.NotFound),
        new("GET", "/api/analyze/detail/999999999", Status: HttpStatusCode.NotFound),
        new("GET", "/api/analyze/detail/first", Status: HttpStatusCode.NotFound),
        new("GET", "/api/analyze/status/task_MSFT_00000000", Status: HttpStatusCode.NotFound),
        new("GET", "/api/analyze/stream/task_MSFT_00000000", Status: HttpStatusCode.NotFound),
        new("POST", "/api/analyze/cancel/task_MSFT_00000000", Status: HttpStatusCode.NotFound),
        new("GET", "/api/analyze/analysts/config/!!", Status: HttpStatusCode.BadRequest),
        new("GET", "/api/nothing/here", Status: HttpStatusCode.NotFound),
    ];

    public HttpRequestMessage Message() => new(new HttpMethod(Method), Path)
    {
        Content = Body is null ? null : new StringContent(Body, Encoding.UTF8, ContentType),
    };

    public override string ToString() => $"{Method} {Path[..Math.Min(Path.Length, 60)]} {Body?[..Math.Min(Body.Length, 60)]}";

    private static RefusedRequest Submit(string symbol, string? body = null) => new("POST", $"/api/analyze/{symbol}", body);
}
