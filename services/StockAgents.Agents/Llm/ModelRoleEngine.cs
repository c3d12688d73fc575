using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Llm;

/// <summary>
/// Asks the model for a role's typed output, once more with the fault named if the answer can't be used, and then lets
/// the role's rules answer. A reader always gets a checked output or the rules', never a model's raw text.
/// </summary>
internal sealed partial class ModelRoleEngine(
    IChatClient model, RolePrompts prompts, IOptions<LlmOptions> options, ILogger<ModelRoleEngine> logger) : IRoleEngine
{
    private const string RulesEngine = "rules";
    private const int MaxAnswers = 2;

    public string Name => options.Value.Model;

    public async Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        var usage = new Usage(0, 0, 0, CostUsd: null);
        if (prompts.Find(question.Role) is not { } prompt)
            return new(rules(), RulesEngine, Degraded: false, Note: null, usage);

        var format = AnswerFormat.Of<T>();
        var call = Call(question, format);
        var messages = RoleMessages.Ask(question, prompt, format);
        var citations = new CitationRules(question.Context);
        try
        {
            for (var answers = 1; ; answers++)
            {
                var answer = await model.GetResponseAsync(messages, call, cancellationToken);
                usage = Add(usage, answer.Usage);
                if (AnswerReader.Read<T>(answer, citations, question.Run.Spec.Language, out var output) is not { } problem)
                    return new(output!, call.ModelId!, Degraded: false, Note: null, usage);
                if (answers == MaxAnswers)
                    return Degrade($"{call.ModelId} gave no usable answer after one repair ({problem.Kind}).");
                messages.AddRange(RoleMessages.Repair(answer.Text, problem));
            }
        }
        catch (ModelCallException error)
        {
            return Degrade(error.Message);
        }

        RoleAnswer<T> Degrade(string cause)
        {
            LogDegraded(question.Run.Spec.TaskId, question.Role, call.ModelId!, cause);
            return new(rules(), RulesEngine, Degraded: true, $"{cause} The rules answered.", usage);
        }
    }

    private RoleCall Call(RoleQuestion question, ChatResponseFormatJson format)
    {
        var settings = options.Value;
        return new(question.Run, question.Role)
        {
            ModelId = settings.ModelOf(question.Tier),
            Temperature = settings.Temperature,
            MaxOutputTokens = settings.MaxOutputTokens,
            ResponseFormat = format,
            // Read by the OpenAI adapter: makes the schema binding while the model writes.
            AdditionalProperties = new() { ["strict"] = settings.StrictSchema },
        };
    }

    private static Usage Add(Usage sum, UsageDetails? call) => sum with
    {
        ModelCalls = sum.ModelCalls + 1,
        InputTokens = sum.InputTokens + (call?.InputTokenCount ?? 0),
        OutputTokens = sum.OutputTokens + (call?.OutputTokenCount ?? 0),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{TaskId}: {Role} falls back to its rules; model {Model}: {Cause}")]
    private partial void LogDegraded(string taskId, string role, string model, string cause);
}
