using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace StockAgents.ServiceDefaults.Identity.LocalUser;

/// <summary>
/// Decides whether a request comes from the person at this machine. A browser carries requests of any web page to loopback, so
/// the address alone proves nothing: the page must be ours, and the host name one that no DNS answer can redirect.
/// </summary>
internal sealed class LocalUserGate(IOptions<IdentitySettings> settings, IServer server)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];
    private bool? onlyLoopback;

    public bool Admits(HttpContext context) => IsAtThisMachine(context) && !IsForeignPage(context);

    /// <summary>Why the person at this machine is not taken for the local user, in a sentence; null when it is not for the page.</summary>
    public string? WhyNot(HttpContext context) => IsAtThisMachine(context) ? WhyForeign(context) : null;

    /// <summary>Whether a browser sends this for a page that is neither ours nor one of <c>CORS_ORIGINS</c>.</summary>
    public bool IsForeignPage(HttpContext context) => WhyForeign(context) is not null;

    private bool IsAtThisMachine(HttpContext context)
    {
        var headers = context.Request.Headers;
        return !settings.Value.ApiKeyEnabled
            && ListensOnLoopbackOnly()
            && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && !headers.ContainsKey("Authorization")
            && !headers.ContainsKey("X-API-Key")
            // A proxy on this machine brings in the whole world from a loopback address.
            && !ProxyHeaders.Any(headers.ContainsKey);
    }

    private string? WhyForeign(HttpContext context)
    {
        var request = context.Request;
        if (IsForeignHost(context))
            return "The Host header names another host than localhost.";
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..])
        {
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase) || Allowed(origin)
                ? null
                : "The Origin header names a page that is not in CORS_ORIGINS.";
        }
        // Without an Origin (images, links): browsers say where the request was born.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin"
            ? null
            : "Another web site sent the browser here.";
    }

    /// <summary>Whether a request reached loopback under a name that is not this machine's: a DNS answer of somebody else's domain led it here.</summary>
    public bool IsForeignHost(HttpContext context) => ListensOnLoopbackOnly() && !IsLocalName(context.Request.Host.Host);

    private bool Allowed(string origin) => settings.Value.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private bool ListensOnLoopbackOnly()
    {
        if (onlyLoopback is { } known)
            return known;
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses is not { Count: > 0 })
            return false;
        onlyLoopback = addresses.All(address => IsLocalName(BindingAddress.Parse(address).Host));
        return onlyLoopback.Value;
    }

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
