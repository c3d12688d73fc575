using StockAgents.Load;

// Whole-path load on a running Standalone or gateway on this machine:
//   dotnet run -c Release --project bench/StockAgents.Load -- http://127.0.0.1:8000 [runs=200] [together=20] [symbol=MSFT] [level=L2]
// The reference of the ratios is GET /health on the same door in the same run. STOCKAGENTS_TOKEN is sent as bearer token.
var address = new Uri(args.ElementAtOrDefault(0) ?? "http://127.0.0.1:8000");
if (!address.IsLoopback)
{
    Console.Error.WriteLine("Load goes to loopback addresses only.");
    return 1;
}
var plan = new LoadPlan(
    Runs: int.Parse(args.ElementAtOrDefault(1) ?? "200"),
    Together: int.Parse(args.ElementAtOrDefault(2) ?? "20"),
    Symbol: args.ElementAtOrDefault(3) ?? "MSFT",
    Level: args.ElementAtOrDefault(4) ?? "L2");

using var client = new LoadClient(address, Environment.GetEnvironmentVariable("STOCKAGENTS_TOKEN"));
await client.WarmUpAsync(plan);
var reference = await client.MeasureHealthAsync(calls: plan.Runs);
var result = await client.RunAsync(plan);

Console.WriteLine($"{plan.Runs} {plan.Level} analyses of {plan.Symbol}, {plan.Together} clients");
Console.WriteLine($"{"",-28}{"p50 ms",10}{"p99 ms",10}{"x health p50",14}");
Print("GET /health (reference)", reference);
Print("POST to 202", result.Accepted);
Print("202 to first event", result.FirstEvent);
Print("202 to report", result.Completed);
Console.WriteLine($"{plan.Runs / result.Elapsed.TotalSeconds:0.0} analyses/s, {result.Failed} failed");
return result.Failed == 0 ? 0 : 1;

void Print(string name, Percentiles p) =>
    Console.WriteLine($"{name,-28}{p.P50,10:0.00}{p.P99,10:0.00}{p.P50 / reference.P50,14:0.00}");
