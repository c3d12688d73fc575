using StockAgents.Agents;
using StockAgents.ServiceDefaults;
using StockAgents.Worker;

var builder = WebApplication.CreateBuilder(args);
builder.UseWorkerArguments(args);
builder.AddServiceDefaults();
builder.AddMarketDataClient();
builder.AddRedisDelivery();
builder.AddAnalysisWorker();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();
