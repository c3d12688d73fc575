using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Auth.Sessions;

/// <summary>The refresh token as browsers keep it: out of reach of scripts and of other sites, sent to auth only.</summary>
internal sealed class RefreshCookie(IOptions<AuthOptions> options, IOptions<IdentitySettings> identity)
{
    public const string Name = "refresh_token";
    private const string Path = "/api/auth";

    public static string? Read(HttpContext context) => context.Request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public void Set(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Attributes(context, options.Value.RefreshTokenLife));

    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Attributes(context, life: null));

    private CookieOptions Attributes(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps || identity.Value.Production,
        Path = Path,
        MaxAge = life,
        IsEssential = true,
    };
}
