using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace StockAgents.Agents.Llm;

/// <summary>
/// The vendor's SDK with everything of its own switched off: retries, timeouts, logging and tracing belong to the layers
/// above, and two of each would multiply.
/// </summary>
internal sealed class OpenAiProvider : DelegatingChatClient
{
    private readonly HttpClient _http;

    private OpenAiProvider(IChatClient client, HttpClient http) : base(client) => _http = http;

    public static OpenAiProvider Create(LlmOptions options)
    {
        // Own client, not the factory's: host-wide defaults may add a second set of retries.
        var http = new HttpClient(new AnswerLimit(options.MaxAnswerBytes, new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.Deadline,
            AllowAutoRedirect = false,
        }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var client = new OpenAIClient(new ApiKeyCredential(options.ApiKey), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.BaseUrl),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        });
        return new OpenAiProvider(client.GetChatClient(options.Model).AsIChatClient(), http);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _http.Dispose();
        base.Dispose(disposing);
    }
}
