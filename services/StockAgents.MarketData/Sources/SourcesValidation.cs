using Microsoft.Extensions.Options;

namespace StockAgents.MarketData.Sources;

/// <summary>Stops the process at start on an order that names no source or an unknown one.</summary>
internal sealed class SourcesValidation : IValidateOptions<SourcesOptions>
{
    public ValidateOptionsResult Validate(string? name, SourcesOptions options) =>
        options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
