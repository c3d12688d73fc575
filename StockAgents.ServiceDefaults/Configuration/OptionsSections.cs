using Microsoft.Extensions.Options;

namespace StockAgents.ServiceDefaults.Configuration;

/// <summary>Options whose faults are all told at the start, each in a sentence that begins with its key.</summary>
public static class OptionsSections
{
    /// <summary>Binds <typeparamref name="TOptions"/> to <paramref name="section"/> and checks its validation attributes. An empty value counts as unset.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">Configuration section.</param>
    /// <param name="names">Names of the runbook that win over the section's key of a property.</param>
    public static OptionsBuilder<TOptions> AddSection<TOptions>(this IServiceCollection services, string section, params (string Name, string Property)[] names)
        where TOptions : class
    {
        services.AddSingleton(provider => new SectionOptions<TOptions>(provider.GetRequiredService<IConfiguration>(), section, names));
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => provider.GetRequiredService<SectionOptions<TOptions>>());
        services.AddSingleton<IValidateOptions<TOptions>>(provider => provider.GetRequiredService<SectionOptions<TOptions>>());
        return services.AddOptions<TOptions>().ValidateOnStart();
    }
}
