namespace StockAgents.AppHost;

internal static class RedisServer
{
    private const int LocalPort = 16379;

    /// <summary>
    /// A given server (<c>ConnectionStrings:redis</c>), else a <c>redis-server</c> executable (<c>NoContainers=true</c>), else a
    /// container. Append-only in all cases that we start ourselves: what was queued survives a restart of Redis.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisServer(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.HasConnectionString(name))
            return builder.AddConnectionString(name);
        if (builder.RunsWithoutContainers())
            return builder.AddExecutableRedis(name);

        var redis = builder.AddRedis(name)
            .WithDataVolume()
            .WithArgs(context =>
            {
                // Published, the command is one string for a shell; while running it is a list.
                if (context.ExecutionContext.IsPublishMode)
                {
                    context.Args[^1] = $"{context.Args[^1]} --appendonly yes";
                }
                else
                {
                    context.Args.Add("--appendonly");
                    context.Args.Add("yes");
                }
            });
        if (builder.PublishesTo(PublishTarget.Kubernetes))
            redis.PublishAsKubernetesService(KubernetesManifests.KeepData("2Gi"));
        return redis;
    }

    private static IResourceBuilder<ConnectionStringResource> AddExecutableRedis(this IDistributedApplicationBuilder builder, string name)
    {
        var folder = builder.LocalDataFolder("redis");
        var server = builder.AddExecutable($"{name}-server", "redis-server", folder,
                "--port", $"{LocalPort}", "--bind", "127.0.0.1", "--appendonly", "yes", "--dir", folder)
            .WithEndpoint(port: LocalPort, targetPort: LocalPort, scheme: "tcp", name: "tcp", isProxied: false)
            .WithPortCheck(LocalPort);
        var endpoint = server.GetEndpoint("tcp");
        return builder
            .AddConnectionString(name, ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}"))
            .WaitFor(server);
    }
}
