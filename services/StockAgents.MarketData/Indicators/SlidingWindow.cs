namespace StockAgents.MarketData.Indicators;

/// <summary>What a rolling indicator adds up over its window. Implemented by small structs so that the loop is compiled for each of them.</summary>
/// <typeparam name="TState">What is kept of a stretch of bars: a sum, an extreme, a pair of flows.</typeparam>
internal interface IWindow<TState>
    where TState : unmanaged
{
    /// <summary>The state of one bar.</summary>
    /// <param name="anchor">
    /// A bar that is inside every window this state will be joined into. Differences from its value keep sums of squares
    /// free of cancellation: the anchor lies within the window's range, so the squares stay comparable to the variance.
    /// </param>
    TState At(int index, int anchor);

    /// <summary>The state of two neighbouring stretches; must be associative.</summary>
    TState Join(in TState older, in TState newer);

    /// <summary>The window that ends at <paramref name="index"/> is complete. Called once a bar, in order.</summary>
    void Close(int index, int anchor, in TState window);
}

/// <summary>
/// Rolling aggregation in O(n) whatever the period (van Herk 1992; Gil and Werman 1993): the series is cut into blocks of
/// one period, and every window is the tail of one block joined to the head of the next. Nothing is ever subtracted,
/// so no rounding error survives a window, and a NaN or an outlier leaves no trace once it has passed.
/// </summary>
internal static class SlidingWindow
{
    private const int OnStack = 512;

    public static void Slide<TState, TWindow>(int length, int period, TWindow window)
        where TState : unmanaged
        where TWindow : struct, IWindow<TState>, allows ref struct
    {
        Span<TState> tails = period <= OnStack ? stackalloc TState[period] : new TState[Math.Min(period, length)];
        // By value from here on: a window that is passed by reference would be reloaded from memory at every bar.
        for (var anchor = 0; anchor < length; anchor += period)
        {
            if (anchor > 0)
                FoldTails(window, anchor, period, tails);
            var last = Math.Min(anchor + period, length) - 1;
            var full = last - anchor == period - 1;
            var head = window.At(anchor, anchor);
            // The last bar of a whole block closes a window that needs no tail; the first block has no tail to join.
            for (var i = anchor; i < last; i++)
            {
                if (anchor > 0)
                    window.Close(i, anchor, window.Join(tails[i - anchor], head));
                head = window.Join(head, window.At(i + 1, anchor));
            }
            if (full)
                window.Close(last, anchor, head);
            else if (anchor > 0)
                window.Close(last, anchor, window.Join(tails[last - anchor], head));
        }
    }

    /// <summary>Fills <c>tails[o]</c> with the bars of the previous block that a window ending at <c>anchor + o</c> still covers.</summary>
    private static void FoldTails<TState, TWindow>(TWindow window, int anchor, int period, scoped Span<TState> tails)
        where TState : unmanaged
        where TWindow : struct, IWindow<TState>, allows ref struct
    {
        if (period == 1)
            return;
        var tail = window.At(anchor - 1, anchor);
        tails[period - 2] = tail;
        for (var offset = period - 3; offset >= 0; offset--)
        {
            tail = window.Join(window.At(anchor - period + offset + 1, anchor), tail);
            tails[offset] = tail;
        }
    }
}
