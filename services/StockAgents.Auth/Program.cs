using StockAgents.Auth;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults.Identity;

var builder = WebApplication.CreateBuilder(args);
builder.Services.ConfigureHttpJsonOptions(json => ContractJson.Configure(json.SerializerOptions));
builder.AddPlatformAuthentication();
builder.AddAuth();

var app = builder.Build();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.MapAuth();
await app.RunAsync();
