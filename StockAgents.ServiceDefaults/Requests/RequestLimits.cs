using System.ComponentModel.DataAnnotations;

namespace StockAgents.ServiceDefaults.Requests;

/// <summary>How large a request may be (configuration section <c>RequestLimits</c>).</summary>
public sealed class RequestLimits
{
    public const string Section = "RequestLimits";

    /// <summary>Largest request body, in bytes; 1 KiB to 100 MiB, default 1 MiB. Beyond it: 413.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Longest path and query as sent, in bytes; 256 to 32768, default 8192. Beyond it: 414.</summary>
    [Range(256, 32768)]
    public int MaxTargetBytes { get; set; } = 8192;

    /// <summary>All request headers together, in bytes; 4096 to 262144, default 32768. Beyond it: 431.</summary>
    [Range(4096, 262144)]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Number of request headers; 16 to 1000, default 100. Beyond it: 431.</summary>
    [Range(16, 1000)]
    public int MaxHeaders { get; set; } = 100;
}
