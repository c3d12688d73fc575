namespace StockAgents.Bench;

/// <summary>The loops one writes first: running sums that add the new bar and subtract the old one. Fast, but they drift.</summary>
internal static class PlainLoops
{
    public static void Average(double[] close, int period, double[] output)
    {
        var sum = 0.0;
        for (var i = 0; i < close.Length; i++)
        {
            sum += close[i];
            if (i >= period)
                sum -= close[i - period];
            output[i] = i >= period - 1 ? sum / period : double.NaN;
        }
    }

    public static void Exponential(double[] close, int period, double[] output)
    {
        var weight = 2.0 / (period + 1);
        var average = close[0];
        for (var i = 0; i < close.Length; i++)
        {
            average += weight * (close[i] - average);
            output[i] = i >= period - 1 ? average : double.NaN;
        }
    }

    public static void Strength(double[] close, int period, double[] output)
    {
        double gain = 0, loss = 0;
        output[0] = double.NaN;
        for (var i = 1; i < close.Length; i++)
        {
            var change = close[i] - close[i - 1];
            gain = ((gain * (period - 1)) + (change > 0 ? change : 0)) / period;
            loss = ((loss * (period - 1)) + (change < 0 ? -change : 0)) / period;
            output[i] = i >= period ? 100 - (100 / (1 + (gain / loss))) : double.NaN;
        }
    }

    public static void Macd(double[] close, double[] macd, double[] signal, double[] histogram)
    {
        Exponential(close, 12, signal);
        Exponential(close, 26, histogram);
        var line = 0.0;
        for (var i = 0; i < close.Length; i++)
        {
            macd[i] = signal[i] - histogram[i];
            line = double.IsNaN(macd[i]) ? 0 : line + (0.2 * (macd[i] - line));
            signal[i] = line;
            histogram[i] = macd[i] - line;
        }
    }

    public static void Bands(double[] close, int period, double[] middle, double[] upper, double[] lower)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < close.Length; i++)
        {
            sum += close[i];
            squares += close[i] * close[i];
            if (i >= period)
            {
                sum -= close[i - period];
                squares -= close[i - period] * close[i - period];
            }
            var mean = sum / period;
            var deviation = Math.Sqrt(Math.Max(0, (squares / period) - (mean * mean)));
            middle[i] = mean;
            upper[i] = mean + (2 * deviation);
            lower[i] = mean - (2 * deviation);
        }
    }
}
