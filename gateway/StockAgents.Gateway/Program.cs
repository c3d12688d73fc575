using StockAgents.Gateway;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Configuration;

var builder = WebApplication.CreateBuilder(args);
builder.ListenByDefaultOn(8000);
builder.AddServiceDefaults();
builder.AddGateway();

var app = builder.Build();
app.MapServiceDefaults();
app.MapGateway();
await app.RunAsync();
