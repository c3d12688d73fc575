namespace StockAgents.ServiceDefaults.Identity;

/// <summary>Names of the authorization policies that endpoints ask for.</summary>
public static class Policies
{
    /// <summary>Any signed-in user.</summary>
    public const string User = "User";

    /// <summary>
    /// Operators: <c>X-API-Key</c> equal to <c>API_KEY</c>, or a token with the role <c>admin</c>. Open to everyone while
    /// <c>API_KEY_ENABLED</c> is not true.
    /// </summary>
    public const string Admin = "Admin";
}
