using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Reports.Scenarios.Populations;
using Reports.Scenarios.Scripts;

namespace Reports.Simulator.Sending;

/// <summary>Options that the sending verbs have in common.</summary>
internal static class SendingOptions
{
    public static Option<Uri> Url() => new("--url")
    {
        Description = "Address of the site, such as http://localhost:5080.",
        Required = true,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + '/', UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not an http or https address.");
            return null;
        },
    };

    public static Option<string> Scenario() => new("--scenario")
    {
        Description = $"A shipped scenario ({string.Join(", ", ScenarioFiles.Names)}) or the path of a .json file.",
        DefaultValueFactory = _ => "zoom-blackout",
    };

    public static Option<string?> Key(string use) => new("--key") { Description = use };

    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "The same seed gives the same people.",
        DefaultValueFactory = _ => PopulationModel.DefaultSeed,
    };

    public static Option<double> Positive(string name, string description, double standard)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < double.PositiveInfinity))
            {
                result.AddError($"{name} must be above 0.");
            }
        });
        return option;
    }

    public static Option<TimeSpan> Duration(string name, string description, TimeSpan standard) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = ParseDuration,
    };

    private static TimeSpan ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var unit = text.Length == 0 ? ' ' : text[^1];
        var seconds = unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        if (seconds > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0 && amount * seconds < 7 * 86_400)
        {
            return TimeSpan.FromSeconds(amount * seconds);
        }

        if (seconds == 0 && text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
        {
            return span;
        }

        result.AddError($"'{text}' is not a duration such as 30s, 5m, 1h or 00:05:00.");
        return default;
    }
}
