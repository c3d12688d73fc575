namespace StockAgents.MarketData.Indicators;

/// <summary>
/// OBV (Joseph Granville, 1963): running sum of volume, added on a higher close and subtracted on a lower one. Starts at 0 on
/// the first bar as in Stock.Indicators; TA-Lib starts at the first bar's volume, a constant difference. Only its changes mean anything.
/// </summary>
internal static class OnBalanceVolume
{
    public static void Compute(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, Span<double> output)
    {
        Series.Prepare(close.Length, 1, output);
        Series.SameLength(close.Length, volume);
        var balance = 0.0;
        for (var i = 0; i < close.Length; i++)
        {
            if (i > 0)
                balance += close[i] > close[i - 1] ? volume[i] : close[i] < close[i - 1] ? -volume[i] : 0;
            output[i] = balance;
        }
    }
}
