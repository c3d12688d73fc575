using StockAgents.Bench;

// Run with: dotnet run -c Release --project bench/StockAgents.Bench
foreach (var bars in (int[])[2_520, 1_000_000])
    IndicatorBench.Run(bars, Console.Out);
