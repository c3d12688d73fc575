using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Data;

/// <summary>Enums are stored by the names they have on the wire, so that an operator's SQL and the API speak the same words.</summary>
internal static class WireEnum<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToDictionary(v => v, v => JsonSerializer.SerializeToElement(v, ContractJson.Options).GetString()!);

    private static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(p => p.Value, p => p.Key);

    public static ValueConverter<TEnum, string> Converter { get; } = new(v => NameOf(v), s => Parse(s));

    public static string NameOf(TEnum value) => Names[value];

    public static TEnum Parse(string name) => Values[name];

    public static bool TryParse(string name, out TEnum value) => Values.TryGetValue(name, out value);
}
