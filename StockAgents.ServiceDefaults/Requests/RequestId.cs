using System.Buffers;

namespace StockAgents.ServiceDefaults.Requests;

/// <summary>
/// The id that joins what one request caused: header <c>X-Request-ID</c>, field <c>request_id</c> of every log line and problem.
/// It flows with the async context, so work done for a request carries it without being told.
/// </summary>
public static class RequestId
{
    public const string Header = "X-Request-ID";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>The id of the request this code runs for; null outside of any.</summary>
    public static string? Current => Ambient.Value;

    /// <summary>Stands in log lines that no request caused, so that every line has an id and a process's own lines can be found.</summary>
    internal static string OfProcess { get; } = New();

    /// <summary>A new id (UUID version 7).</summary>
    public static string New() => Guid.CreateVersion7().ToString();

    /// <summary>Whether a caller's id is a sane token; anything else could forge log lines or headers further in.</summary>
    public static bool IsAcceptable(string? value) =>
        value is { Length: > 0 and <= MaxLength } && !value.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Runs what follows, until disposal, under an id: a worker uses it to continue the request that queued a run.</summary>
    public static IDisposable Use(string id)
    {
        var outer = Ambient.Value;
        Ambient.Value = id;
        return new Restore(outer);
    }

    private sealed class Restore(string? outer) : IDisposable
    {
        public void Dispose() => Ambient.Value = outer;
    }
}
