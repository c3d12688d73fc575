using StockAgents.Auth;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Identity;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPlatformAuthentication();
builder.AddAuth();

var app = builder.Build();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapServiceDefaults();
app.MapAuth();
await app.RunAsync();
