namespace StockAgents.ServiceDefaults.OpenApi;

/// <summary>The OpenAPI document and its UI. Built when first asked for; both come from the process itself, without a CDN.</summary>
public static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = "/api/openapi.json";

    internal static void AddApiDocument(this IHostApplicationBuilder builder) =>
        builder.Services.AddOpenApi(Name, options => options
            .AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "StockAgents";
                document.Info.Version = ServiceVersion.Value;
                // The address a service was asked under is an inner one; clients use the address they found the document at.
                document.Servers?.Clear();
                return Task.CompletedTask;
            })
            .AddSchemaTransformer((schema, context, _) =>
            {
                WireSchemas.Correct(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            }));

    internal static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi(Path).AllowAnonymous();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "StockAgents API";
            ui.SwaggerEndpoint(Path, "StockAgents");
        });
    }
}
