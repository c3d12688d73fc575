namespace StockAgents.Contracts.Symbols;

/// <summary>The three markets served. Wire values: <c>US</c>, <c>HK</c>, <c>CN</c>.</summary>
public enum Market
{
    US,
    HK,
    CN,
}
