namespace StockAgents.Flow.Tests.Topologies;

/// <summary>Tests that script the same model server, or stop the same workers, follow one another.</summary>
internal static class Collections
{
    public const string StandaloneWithModel = "Standalone with a model";
    public const string SuiteWithModel = "Suite with a model";
}
