namespace StockAgents.ServiceDefaults;

/// <summary>Why a process can't start, in a sentence for its operator; no stack trace would tell more.</summary>
public sealed class StartFault(string message, Exception? innerException = null) : InvalidOperationException(message, innerException);
