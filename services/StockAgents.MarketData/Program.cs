using StockAgents.MarketData;
using StockAgents.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMarketData();

var app = builder.Build();
app.MapServiceDefaults();
app.MapMarketData();
await app.RunAsync();
