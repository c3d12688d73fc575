namespace StockAgents.AppHost;

internal static class Secrets
{
    /// <summary>
    /// A secret that may be absent: from <c>Parameters:{name}</c> (user secrets), else from the environment name of the runbook, else
    /// empty. It is never published with a value; the artefacts ask for it.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddOptionalSecret(this IDistributedApplicationBuilder builder, string name, string environmentName) =>
        builder.AddParameter(
            name,
            () => builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[environmentName] ?? "",
            publishValueAsDefault: false,
            secret: true);
}
