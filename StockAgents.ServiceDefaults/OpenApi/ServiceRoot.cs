using System.Reflection;

namespace StockAgents.ServiceDefaults.OpenApi;

internal static class ServiceRoot
{
    public static void MapRoot(this WebApplication app) =>
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Ok(new RootAnswer("StockAgents API. See /docs.", ServiceVersion.Value)))
            .WithTags("Health")
            .AllowAnonymous();
}

internal sealed record RootAnswer(string Message, string Version);

internal static class ServiceVersion
{
    /// <summary>The version of the build, without the commit it may carry after a plus sign.</summary>
    public static string Value { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
