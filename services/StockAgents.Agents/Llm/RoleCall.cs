using Microsoft.Extensions.AI;
using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Llm;

/// <summary>
/// Options of a call that a role makes within a run. The run travels here, in plain sight: the journal and the retry
/// budget are the run's, and neither may depend on what thread or scope a call happens to be on.
/// </summary>
internal sealed class RoleCall : ChatOptions
{
    public RoleCall(IAnalysisRun run, string role) => (Run, Role) = (run, role);

    private RoleCall(RoleCall other) : base(other) => (Run, Role) = (other.Run, other.Role);

    public IAnalysisRun Run { get; }

    public string Role { get; }

    public override ChatOptions Clone() => new RoleCall(this);
}
