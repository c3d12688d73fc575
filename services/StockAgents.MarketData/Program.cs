using StockAgents.MarketData;

// Market data as a process of its own: bars, quotes and evidence under /api/market.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.AddMarketData();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapMarketData();
await app.RunAsync();
