using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StockAgents.Bench;

/// <summary>The fastest of many rounds: on a shared machine noise only ever adds time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Measurement(double NanosecondsPerBar, double BytesPerBar)
{
    private const int Rounds = 15;
    private const int BarsPerRound = 2_000_000;

    public static Measurement Of(int bars, Action work)
    {
        var repeats = Math.Max(1, BarsPerRound / bars);
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
                work();
            var elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }
        return new Measurement(best.TotalNanoseconds / repeats / bars, (double)allocated / bars);
    }
}
