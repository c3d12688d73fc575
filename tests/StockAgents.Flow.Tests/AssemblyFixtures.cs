using StockAgents.Flow.Tests.Topologies;

[assembly: AssemblyFixture(typeof(StandaloneTopology))]
[assembly: AssemblyFixture(typeof(SuiteTopology))]
[assembly: AssemblyFixture(typeof(StandaloneWithModel))]
[assembly: AssemblyFixture(typeof(SuiteWithModel))]
