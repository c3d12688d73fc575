namespace StockAgents.AppHost;

/// <summary>
/// What is published, from <c>--target compose|k8s</c>. One at a time: two compute environments in one model fail, and the
/// customisations of a target throw where its environment is missing.
/// </summary>
internal static class PublishTarget
{
    public const string Compose = "compose";
    public const string Kubernetes = "k8s";

    private const string ProjectName = "stock-agents";

    public static void AddPublishTarget(this IDistributedApplicationBuilder builder)
    {
        switch (builder.Configuration["target"])
        {
            case null or "":
                break;
            case Compose:
                // Compose names containers project-service-number: the workers become stock-agents-worker-1 and -2.
                builder.AddDockerComposeEnvironment(Compose)
                    .WithDashboard(dashboard => dashboard.WithHostPort(18888))
                    .ConfigureComposeFile(file => file.Name = ProjectName);
                break;
            case Kubernetes:
                builder.AddKubernetesEnvironment(Kubernetes).WithProperties(environment => environment.HelmChartName = ProjectName);
                break;
            case var other:
                throw new InvalidOperationException($"--target must be {Compose} or {Kubernetes}, not '{other}'.");
        }
    }

    public static bool PublishesTo(this IDistributedApplicationBuilder builder, string target) =>
        builder.ExecutionContext.IsPublishMode && builder.Configuration["target"] == target;

    /// <summary>The container names of the runbook, and the replicas that Compose would otherwise not get.</summary>
    public static void NameContainers(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> worker)
    {
        if (!builder.PublishesTo(Compose))
            return;
        gateway.PublishAsDockerComposeService((_, service) => service.ContainerName = $"{ProjectName}-server");
        worker.PublishAsDockerComposeService((_, service) => service.Deploy = new() { Replicas = 2 });
    }
}
