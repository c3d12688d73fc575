using Microsoft.Extensions.Options;

namespace StockAgents.Agents.Llm;

/// <summary>Stops the start with one sentence that names the key, and never the value of a secret.</summary>
internal sealed class LlmOptionsRules : IValidateOptions<LlmOptions>
{
    public ValidateOptionsResult Validate(string? name, LlmOptions options)
    {
        List<string> problems = [];
        if (!options.ApiKey.All(c => c is > ' ' and <= '~'))
            problems.Add($"{LlmOptions.ApiKeyName} has a character that a header cannot carry (a space, a line break?).");
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            problems.Add($"{LlmOptions.BaseUrlName} must be an absolute http or https address without a user, such as https://api.openai.com/v1.");
        if (string.IsNullOrWhiteSpace(options.Model))
            problems.Add($"{LlmOptions.ModelName} must name a model.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
