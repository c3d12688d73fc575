using System.ComponentModel.DataAnnotations;

namespace StockAgents.Gateway;

/// <summary>Settings of the gateway (configuration section <c>Gateway</c>). Where services are comes from service discovery.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// How long a service may stay silent within a request, in seconds; 1 to 3600, default 60. Then 504. Event streams beat every
    /// 15 s and so live for ever.
    /// </summary>
    [Range(1, 3600, ErrorMessage = "Gateway:IdleTimeoutSeconds must be between 1 and 3600.")]
    public int IdleTimeoutSeconds { get; set; } = 60;

    /// <summary>How long the merged OpenAPI document is kept, in seconds; 1 to 3600, default 60. An incomplete one is kept for 5 s at most.</summary>
    [Range(1, 3600, ErrorMessage = "Gateway:DocumentSeconds must be between 1 and 3600.")]
    public int DocumentSeconds { get; set; } = 60;
}
