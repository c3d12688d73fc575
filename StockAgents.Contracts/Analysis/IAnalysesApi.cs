using Refit;

namespace StockAgents.Contracts.Analysis;

/// <summary>The analysis API as its clients see it (terminal, web UI, tests). A refusal is an <see cref="ApiException"/> with ProblemDetails.</summary>
public interface IAnalysesApi
{
    [Post("/api/analyze/{symbol}")]
    Task<AnalysisTicket> SubmitAsync(string symbol, [Body] AnalysisRequest request, CancellationToken cancellationToken);

    [Post("/api/analyze/bulk")]
    Task<BulkAnalysisAnswer> SubmitBulkAsync([Body] BulkAnalysisRequest request, CancellationToken cancellationToken);

    [Get("/api/analyze/status/{taskId}")]
    Task<AnalysisStatus> GetStatusAsync(string taskId, CancellationToken cancellationToken);

    [Get("/api/analyze/latest/{symbol}")]
    Task<AnalysisDetail> GetLatestAsync(string symbol, CancellationToken cancellationToken);

    [Post("/api/analyze/cancel/{taskId}")]
    Task CancelAsync(string taskId, CancellationToken cancellationToken);

    /// <summary>Server-sent events (<see cref="AnalysisEvents"/>); the response ends with the run. <paramref name="lastEventId"/> resumes after it.</summary>
    [Get("/api/analyze/stream/{taskId}")]
    Task<HttpResponseMessage> StreamAsync(string taskId, [Header("Last-Event-ID")] string? lastEventId, CancellationToken cancellationToken);
}
