namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>Compares series: relative where numbers are large, absolute near zero, and NaN only equals NaN.</summary>
internal static class Same
{
    public static void Series(double[] expected, double[] actual, double tolerance, int from = 0, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = from; i < expected.Length; i++)
            Assert.True(Close(expected[i], actual[i], tolerance), $"{what} bar {i}: expected {expected[i]:R}, is {actual[i]:R}");
        Assert.Contains(expected, double.IsFinite);
    }

    public static bool Close(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
}
