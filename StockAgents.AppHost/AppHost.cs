using StockAgents.AppHost;
using StockAgents.ServiceDefaults;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddPublishTarget();

// Without a provider key the roles answer by their published rules. Production sets api-key-enabled and an api-key.
var openAiKey = builder.AddOptionalSecret("openai-api-key", "OPENAI_API_KEY");
var openAiBaseUrl = builder.AddParameter("openai-base-url", "https://api.openai.com/v1", publishValueAsDefault: true);
var openAiModel = builder.AddParameter("openai-model", "gpt-4o-mini", publishValueAsDefault: true);
var apiKey = builder.AddOptionalSecret("api-key", "API_KEY");
var apiKeyEnabled = builder.AddParameter("api-key-enabled", builder.ExecutionContext.IsPublishMode ? "true" : "false", publishValueAsDefault: true);
var corsOrigins = builder.AddParameter("cors-origins", "http://localhost:3000", publishValueAsDefault: true);

// The database is the truth; Redis is delivery.
var redis = builder.AddRedisServer(ResourceNames.Redis);
var trading = builder.AddPostgresDatabase(ResourceNames.Trading);

var auth = builder.AddProject<Projects.StockAgents_Auth>(ResourceNames.Auth)
    .WithReference(trading).WaitFor(trading)
    .WithEnvironment("DATABASE_MODE", "postgresql")
    .WithEnvironment("API_KEY", apiKey)
    .WithEnvironment("API_KEY_ENABLED", apiKeyEnabled)
    .WithProbes();

var marketData = builder.AddProject<Projects.StockAgents_MarketData>(ResourceNames.MarketData)
    .WithProbes();

var agents = builder.AddProject<Projects.StockAgents_Agents>(ResourceNames.Agents)
    .WithReference(redis).WaitFor(redis)
    .WithReference(trading).WaitFor(trading)
    .WithReference(marketData.GetEndpoint("http")).WaitFor(marketData)
    .WithReference(auth.GetEndpoint("http"))
    .WithEnvironment("DATABASE_MODE", "postgresql")
    .WithEnvironment("USE_TASK_QUEUE", "true")
    .WithEnvironment("API_KEY", apiKey)
    .WithEnvironment("API_KEY_ENABLED", apiKeyEnabled)
    .WithProbes();

// The agents service migrates the database; workers start on a current schema. A worker names itself after its host and process.
var worker = builder.AddProject<Projects.StockAgents_Worker>(ResourceNames.Worker)
    .WithReference(redis).WaitFor(redis)
    .WithReference(trading).WaitFor(trading)
    .WithReference(marketData.GetEndpoint("http"))
    .WaitFor(agents)
    .WithEnvironment("DATABASE_MODE", "postgresql")
    .WithEnvironment("USE_TASK_QUEUE", "true")
    .WithEnvironment("OPENAI_API_KEY", openAiKey)
    .WithEnvironment("OPENAI_BASE_URL", openAiBaseUrl)
    .WithEnvironment("OPENAI_MODEL", openAiModel)
    .WithReplicas(2)
    .WithProbes();

var gateway = builder.AddProject<Projects.StockAgents_Gateway>(ResourceNames.Gateway)
    .WithReference(agents.GetEndpoint("http")).WaitFor(agents)
    .WithReference(marketData.GetEndpoint("http")).WaitFor(marketData)
    .WithReference(auth.GetEndpoint("http")).WaitFor(auth)
    .WithEnvironment("CORS_ORIGINS", corsOrigins)
    .WithDoorAt(8000)
    .WithProbes();

builder.NameContainers(gateway, worker);
builder.Build().Run();
