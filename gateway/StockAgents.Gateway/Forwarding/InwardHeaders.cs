using Yarp.ReverseProxy.Transforms;

namespace StockAgents.Gateway.Forwarding;

/// <summary>
/// Takes out what a caller may not say about itself. Services learn who calls from the token alone, and where from out of the
/// <c>X-Forwarded-*</c> headers that the gateway sets afresh.
/// </summary>
internal sealed class InwardHeaders : RequestTransform
{
    private static readonly string[] Dropped =
    [
        "Forwarded", "X-Real-IP", "X-Client-IP", "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-HTTP-Method-Override",
        // Cross-origin rules are the edge's; answered twice, a browser refuses the answer.
        "Origin",
    ];

    private static readonly string[] IdentityPrefixes = ["X-User", "X-Auth-", "X-Identity-", "X-Internal-"];

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        foreach (var name in Dropped)
            headers.Remove(name);
        foreach (var (name, _) in context.HttpContext.Request.Headers)
        {
            if (Array.Exists(IdentityPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                headers.Remove(name);
        }
        return ValueTask.CompletedTask;
    }
}
