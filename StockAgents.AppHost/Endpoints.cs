namespace StockAgents.AppHost;

internal static class Endpoints
{
    /// <summary>
    /// The probes of the runbook. In Aspire they are health checks as well, so <c>WaitFor</c> waits for readiness; a further
    /// <c>WithHttpHealthCheck</c> on the same path would be a duplicate and throw.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> project)
    {
        project
            .WithHttpProbe(ProbeType.Liveness, "/api/health/liveness", initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, endpointName: "http")
            .WithHttpProbe(ProbeType.Readiness, "/api/health/readiness", initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 5, endpointName: "http");
        if (project.ApplicationBuilder.PublishesTo(PublishTarget.Kubernetes))
            project.PublishAsKubernetesService(KubernetesManifests.FixProbes);
        return project;
    }

    /// <summary>The one endpoint that is reached from outside.</summary>
    public static IResourceBuilder<ProjectResource> WithDoorAt(this IResourceBuilder<ProjectResource> project, int port) => project
        .WithExternalHttpEndpoints()
        .WithEndpoint("http", endpoint =>
        {
            endpoint.Port = port;
            // While running, a proxy holds the port and the process gets one of its own.
            if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
                endpoint.TargetPort = port;
        })
        // Callers from outside would otherwise be believed about their address.
        .DisableForwardedHeaders();
}
