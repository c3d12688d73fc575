using System.Collections.Concurrent;

namespace StockAgents.Auth.Sessions;

/// <summary>
/// Tells a token that two requests bring at the same moment from one that is used again later. It knows this process only:
/// across replicas the doubt counts as theft, which costs a login and never lets anyone in.
/// </summary>
internal sealed class RotationsInFlight
{
    private readonly ConcurrentDictionary<string, int> rotations = new(StringComparer.Ordinal);

    public Turn Enter(string hash) => new(this, hash, Shared: rotations.AddOrUpdate(hash, 1, (_, count) => count + 1) > 1);

    private void Leave(string hash)
    {
        if (rotations.AddOrUpdate(hash, 0, (_, count) => count - 1) == 0)
            rotations.TryRemove(KeyValuePair.Create(hash, 0));
    }

    /// <param name="Shared">Another turn with the same token was open when this one began.</param>
    internal sealed record Turn(RotationsInFlight Owner, string Hash, bool Shared) : IDisposable
    {
        public void Dispose() => Owner.Leave(Hash);
    }
}
