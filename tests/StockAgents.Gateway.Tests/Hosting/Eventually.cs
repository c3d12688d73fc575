namespace StockAgents.Gateway.Tests.Hosting;

/// <summary>Asks again until the answer is the one awaited; fails with the last answer when it never comes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> awaited)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = TimeProvider.System.GetTimestamp();
        var answer = await ask();
        while (!awaited(answer))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"Still {answer}");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            answer = await ask();
        }
        return answer;
    }
}
