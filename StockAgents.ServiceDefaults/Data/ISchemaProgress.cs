namespace StockAgents.ServiceDefaults.Data;

/// <summary>How far the tables of one module are, whatever its context.</summary>
public interface ISchemaProgress
{
    /// <summary>Ends when the schema is current; everything that reads tables in the background waits for it.</summary>
    Task Done { get; }

    /// <summary>Why it never will be, in a sentence; the process stops then. Null while it may.</summary>
    string? Fault { get; }
}
