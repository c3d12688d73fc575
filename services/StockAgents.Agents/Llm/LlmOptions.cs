using System.ComponentModel.DataAnnotations;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Llm;

/// <summary>
/// How the model is reached: the vendor's own variables (<c>OPENAI_API_KEY</c>, <c>OPENAI_BASE_URL</c>,
/// <c>OPENAI_MODEL</c>) and the section <c>Llm</c>. Any OpenAI-compatible endpoint will do.
/// </summary>
internal sealed class LlmOptions
{
    public const string Section = "Llm";
    public const string ApiKeyName = "OPENAI_API_KEY";
    public const string BaseUrlName = "OPENAI_BASE_URL";
    public const string ModelName = "OPENAI_MODEL";

    /// <summary><c>OPENAI_API_KEY</c>. Without it there is no model engine and the rules answer.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary><c>OPENAI_BASE_URL</c>, up to and with the version: the client appends <c>/chat/completions</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.openai.com/v1";

    /// <summary><c>OPENAI_MODEL</c>, for every tier that names none of its own.</summary>
    public string Model { get; set; } = "gpt-4o-mini";

    public TierOptions QuickThink { get; set; } = new();
    public TierOptions DeepThink { get; set; } = new();
    public TierOptions Synthesis { get; set; } = new();

    /// <summary>Seconds one call may take, its retries and their waits included. 1..600.</summary>
    [Range(1, 600)]
    public double DeadlineSeconds { get; set; } = 60;

    /// <summary>Bytes of an answer that are read before the connection is closed. 1 KiB..16 MiB.</summary>
    [Range(1 << 10, 16 << 20)]
    public int MaxAnswerBytes { get; set; } = 1 << 20;

    /// <summary>Tokens the model may write. 64..128,000.</summary>
    [Range(64, 128_000)]
    public int MaxOutputTokens { get; set; } = 4096;

    /// <summary>0..2. Set it empty for models that refuse the parameter: then it is not sent.</summary>
    [Range(0d, 2d)]
    public float? Temperature { get; set; } = 0;

    /// <summary>Calls of this process that may be under way at once. 1..1,000.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 32;

    /// <summary>Requests one call may cost: the first and its retries. 1..10.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Retries all calls of one run may cost together. 0..1,000.</summary>
    [Range(0, 1000)]
    public int MaxRetriesPerRun { get; set; } = 20;

    /// <summary>Failures in a row after which the endpoint is left alone. 1..10.</summary>
    [Range(1, 10)]
    public int BreakAfter { get; set; } = 10;

    /// <summary>Seconds it is left alone, before one call may try it again. 1..600.</summary>
    [Range(1, 600)]
    public double BreakSeconds { get; set; } = 30;

    /// <summary>Ask for strict schema mode, which OpenAI enforces while decoding and others ignore.</summary>
    public bool StrictSchema { get; set; } = true;

    /// <summary>Ask for the answer as server-sent events: for endpoints behind a proxy that closes quiet connections.</summary>
    public bool Stream { get; set; }

    public TimeSpan Deadline => TimeSpan.FromSeconds(DeadlineSeconds);

    public TimeSpan Break => TimeSpan.FromSeconds(BreakSeconds);

    public string ModelOf(ModelTier tier)
    {
        var named = (tier switch
        {
            ModelTier.DeepThink => DeepThink,
            ModelTier.Synthesis => Synthesis,
            _ => QuickThink,
        }).Model;
        return string.IsNullOrWhiteSpace(named) ? Model : named;
    }

    /// <summary>What a tier has of its own.</summary>
    internal sealed class TierOptions
    {
        /// <summary>Default: <c>OPENAI_MODEL</c>.</summary>
        public string? Model { get; set; }
    }
}
