using StockAgents.Gateway;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Configuration;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.ApiKeys;

var builder = WebApplication.CreateBuilder(args);
builder.ListenByDefaultOn(8000);
builder.AddServiceDefaults();
builder.AddPlatformAuthentication();
builder.AddAuthClient();
builder.AddGateway();

var app = builder.Build();
app.UseApiKeyExchange();
app.MapServiceDefaults();
app.MapGateway();
await app.RunAsync();
