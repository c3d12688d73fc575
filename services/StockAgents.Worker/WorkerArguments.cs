namespace StockAgents.Worker;

internal static class WorkerArguments
{
    /// <summary>
    /// <c>--name worker-1</c> names the consumer (R18). Probes are served where <c>HTTP_PORTS</c> or <c>ASPNETCORE_URLS</c> say;
    /// without either on any free port, so that several workers start by hand on one machine.
    /// </summary>
    public static void UseWorkerArguments(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--name"] = "Worker:Name" });
        if (new[] { "urls", "http_ports", "https_ports" }.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
            builder.WebHost.UseUrls("http://127.0.0.1:0");
    }
}
