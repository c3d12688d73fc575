using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace StockAgents.Agents.Tests.Llm;

/// <summary>A clock that stands still and tells when somebody starts to wait, so that a test can advance it exactly then.</summary>
internal sealed class ManualClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public ManualClock() : base(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait shorter than <paramref name="deadline"/>: a pause before a retry.</summary>
    public Task<TimeSpan> NextPauseAsync(TimeSpan deadline) => NextPauseAsync(deadline, TestContext.Current.CancellationToken);

    private async Task<TimeSpan> NextPauseAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = await _waits.Reader.ReadAsync(cancellationToken);
            if (wait < deadline)
                return wait;
        }
    }

    /// <summary>Lets every pause pass at once until <paramref name="work"/> is done.</summary>
    public async Task<T> HurryAsync<T>(Task<T> work, TimeSpan deadline)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        while (!work.IsCompleted)
        {
            var pause = NextPauseAsync(deadline, done.Token);
            if (await Task.WhenAny(work, pause) == pause)
                Advance(await pause);
        }
        // A reader left behind would take the next call's pause.
        await done.CancelAsync();
        return await work;
    }
}
