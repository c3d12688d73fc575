namespace StockAgents.AppHost;

internal static class PostgresDatabase
{
    private const int LocalPort = 15432;

    /// <summary>
    /// A given database (<c>ConnectionStrings:trading</c>), else the <c>postgres</c> of this machine (<c>NoContainers=true</c>), else a
    /// container.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresDatabase(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.HasConnectionString(name))
            return builder.AddConnectionString(name);

        var password = builder.AddParameter("postgres-password", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);
        if (builder.RunsWithoutContainers())
            return builder.AddExecutablePostgres(name, password);

        var postgres = builder.AddPostgres("postgres", password: password).WithDataVolume();
        if (builder.PublishesTo(PublishTarget.Kubernetes))
            postgres.PublishAsKubernetesService(KubernetesManifests.KeepData("10Gi"));
        return postgres.AddDatabase(name);
    }

    /// <summary>A script makes the cluster and the database the first time, then becomes the server; PostgreSQL has no single command for that.</summary>
    private static IResourceBuilder<ConnectionStringResource> AddExecutablePostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var folder = builder.LocalDataFolder("postgres");
        var script = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "eng", "local-postgres"));
        var server = builder.AddExecutable("postgres-server", script, folder, folder, $"{LocalPort}", name)
            .WithEnvironment("POSTGRES_PASSWORD", password)
            .WithEndpoint(port: LocalPort, targetPort: LocalPort, scheme: "tcp", name: "tcp", isProxied: false)
            .WithPortCheck(LocalPort);
        var endpoint = server.GetEndpoint("tcp");
        return builder
            .AddConnectionString(name, ReferenceExpression.Create(
                $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Username=postgres;Password={password};Database={name}"))
            .WaitFor(server);
    }
}
