using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace StockAgents.Gateway.Forwarding;

/// <summary>
/// Sends path and query on byte for byte. Decoding and encoding them again would turn one address into another
/// (<c>%5E</c> and <c>^</c>, <c>+</c> and <c>%2B</c>), which symbols such as <c>^GSPC</c> notice.
/// </summary>
internal sealed class SamePath : RequestTransform
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var target = context.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // The absolute form of a target (as to a forward proxy) keeps YARP's own address, which drops the caller's authority.
        if (target.StartsWith('/'))
            context.ProxyRequest.RequestUri = new Uri(context.DestinationPrefix.TrimEnd('/') + target, AsWritten);
        return ValueTask.CompletedTask;
    }
}
