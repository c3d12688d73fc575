using StockAgents.Bench;

// dotnet run -c Release --project bench/StockAgents.Bench                       the indicators
// dotnet run -c Release --project bench/StockAgents.Bench -- startup [Debug]    start and memory of the built hosts
switch (args)
{
    case ["kestrel"]:
        await BareKestrel.RunAsync();
        break;
    case ["startup", ..]:
        await StartupBench.RunAsync(args.ElementAtOrDefault(1) ?? "Release", Console.Out);
        break;
    default:
        foreach (var bars in (int[])[2_520, 1_000_000])
            IndicatorBench.Run(bars, Console.Out);
        break;
}
