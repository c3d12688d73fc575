using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>
/// SQLite has no instant type: instants are stored as Unix milliseconds, so that they compare and sort in SQL.
/// PostgreSQL keeps its <c>timestamptz</c>.
/// </summary>
public static class SqliteTimestamps
{
    public static void StoreInstantsAsMilliseconds(this ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();

    private sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
