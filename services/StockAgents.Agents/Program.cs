using StockAgents.Agents;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Identity;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPlatformAuthentication();
builder.AddAuthClient();
builder.AddMarketDataClient();
builder.AddRedisDelivery();
builder.AddAgents();

var app = builder.Build();
app.MapServiceDefaults();
app.MapAgents();
await app.RunAsync();
