namespace StockAgents.ServiceDefaults.Errors;

/// <summary>Values of <c>code</c> in an error body; clients switch on them, so they never change.</summary>
public static class ErrorCodes
{
    public const string DataSourceError = "DATA_SOURCE_ERROR";
    public const string DataNotFound = "DATA_NOT_FOUND";
    public const string AnalysisError = "ANALYSIS_ERROR";
    public const string AnalysisTimeout = "ANALYSIS_TIMEOUT";
    public const string AuthenticationError = "AUTHENTICATION_ERROR";
    public const string AuthorizationError = "AUTHORIZATION_ERROR";
    public const string ValidationError = "VALIDATION_ERROR";
    public const string InvalidSymbol = "INVALID_SYMBOL";
    public const string ResourceExists = "RESOURCE_EXISTS";
    public const string ResourceNotFound = "RESOURCE_NOT_FOUND";
    public const string ExternalServiceError = "EXTERNAL_SERVICE_ERROR";
    public const string RateLimitError = "RATE_LIMIT_ERROR";
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>The code of an answer that nothing more specific was said about.</summary>
    public static string OfStatus(int status) => status switch
    {
        401 => AuthenticationError,
        403 => AuthorizationError,
        404 => ResourceNotFound,
        409 => ResourceExists,
        429 => RateLimitError,
        >= 400 and < 500 => ValidationError,
        502 or 503 or 504 => ExternalServiceError,
        _ => InternalError,
    };
}
