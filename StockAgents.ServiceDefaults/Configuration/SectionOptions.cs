using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace StockAgents.ServiceDefaults.Configuration;

/// <summary>
/// Binds and checks one options class. The framework's binder throws at the first value that it can't read, and its messages
/// name types of ours; here such a value waits for the check, beside those out of range.
/// </summary>
internal sealed class SectionOptions<TOptions>(IConfiguration configuration, string section, (string Name, string Property)[] names)
    : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    private const int LongestQuote = 60;
    private IReadOnlyList<string> _unreadable = [];

    public void Configure(TOptions options)
    {
        var values = configuration.GetSection(section).AsEnumerable(makePathsRelative: true)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, property) in names.Where(IsSet))
            values[property] = configuration[name];

        var unreadable = new List<string>();
        foreach (var property in typeof(TOptions).GetProperties())
        {
            if (values.GetValueOrDefault(property.Name) is not { } value)
                continue;
            var underlying = Nullable.GetUnderlyingType(property.PropertyType);
            if (string.IsNullOrWhiteSpace(value))
            {
                // What may be nothing is nothing; anything else keeps its default.
                if (underlying is null)
                    values.Remove(property.Name);
            }
            else if (!TypeDescriptor.GetConverter(underlying ?? property.PropertyType).IsValid(value))
            {
                values.Remove(property.Name);
                unreadable.Add(Unreadable(property, underlying ?? property.PropertyType, value));
            }
        }
        _unreadable = unreadable;
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        List<string> faults = [.. _unreadable];
        foreach (var property in typeof(TOptions).GetProperties())
        {
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!IsKept(rule, property.GetValue(options)))
                    faults.Add(rule is RangeAttribute range ? OutOfRange(property, range) : rule.FormatErrorMessage(KeyOf(property)));
            }
        }
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>RangeAttribute turns a value into the type of its limits, which rounds 0.9 into 1..10 and fails on NaN.</summary>
    private static bool IsKept(ValidationAttribute rule, object? value) => rule is RangeAttribute range
        ? value is null || Number(value) is var number && number >= Number(range.Minimum) && number <= Number(range.Maximum)
        : rule.IsValid(value);

    private string Unreadable(PropertyInfo property, Type type, string value)
    {
        var isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isNumber && double.IsInteger(number) && property.GetCustomAttribute<RangeAttribute>() is { } range)
            return OutOfRange(property, range);
        var expected = type == typeof(bool) ? "true or false" : !type.IsPrimitive ? "a value it can have" : isNumber ? "a whole number" : "a number";
        return $"{KeyOf(property)} is '{(value.Length <= LongestQuote ? value : $"{value.AsSpan(0, LongestQuote)}...")}', which is not {expected}.";
    }

    private string OutOfRange(PropertyInfo property, RangeAttribute range) => string.Create(CultureInfo.InvariantCulture,
        $"{KeyOf(property)} must be between {range.Minimum} and {range.Maximum}.");

    /// <summary>The key that set the property, so that the sentence leads to what is to be changed.</summary>
    private string KeyOf(PropertyInfo property) =>
        names.Where(IsSet).FirstOrDefault(pair => pair.Property == property.Name).Name ?? $"{section}:{property.Name}";

    private bool IsSet((string Name, string Property) pair) => !string.IsNullOrWhiteSpace(configuration[pair.Name]);

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
