using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.ServiceDefaults.Requests;

internal static class RequestPipeline
{
    public static void AddRequestPipeline(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<RequestLimits>(RequestLimits.Section);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<RequestLimits>>(ApplyLimits);
        builder.Services.AddTransient<IStartupFilter, OutermostMiddleware>();
    }

    private static void ApplyLimits(KestrelServerOptions kestrel, IOptions<RequestLimits> options)
    {
        var limits = options.Value;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = limits.MaxHeaders;
        // Above our own limit on targets, which answers with a sentence where Kestrel would only close.
        kestrel.Limits.MaxRequestLineSize = 128 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>
    /// Wraps the whole application, the routing and authentication that the host adds by itself included: a refused token or an
    /// unknown route gets the same request id, log line and error body as everything else.
    /// </summary>
    private sealed class OutermostMiddleware : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<RequestIdMiddleware>();
            app.UseMiddleware<RequestLogMiddleware>();
            app.UseExceptionHandler();
            app.UseStatusCodePages(pages => Errors.EmptyAnswers.ExplainAsync(pages.HttpContext));
            app.UseMiddleware<RequestLimitsMiddleware>();
            app.UseMiddleware<CharsetMiddleware>();
            app.UseCors();
            next(app);
        };
    }
}
