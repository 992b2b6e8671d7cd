using System.Globalization;
using System.Text.RegularExpressions;

namespace Reports.Web.Tests.Metrics;

/// <summary>Prometheus' text form 0.0.4, read more strictly than Prometheus does: what is not exactly of this form fails.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    private Exposition()
    {
    }

    /// <summary>Series as they are written, with their labels.</summary>
    public IReadOnlyCollection<string> Series => _samples.Keys;

    public double this[string series] => _samples[series];

    public static Exposition Parse(string text)
    {
        var read = new Exposition();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string? family = null;
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line != "# EOF"))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                var comment = CommentPattern().Match(line);
                Assert.True(comment.Success, line);
                family = comment.Groups["name"].Value;
                Assert.True(comment.Groups["what"].Value != "TYPE" || read._types.TryAdd(family, comment.Groups["rest"].Value), line);
                continue;
            }

            var sample = SamplePattern().Match(line);
            Assert.True(sample.Success, line);
            Assert.True(read.IsOf(family!, sample.Groups["name"].Value), line);
            Assert.True(read._samples.TryAdd(sample.Groups["name"].Value + sample.Groups["labels"].Value, Number(sample.Groups["value"].Value)), line);
        }

        Assert.All(read._types.Where(type => type.Value == "histogram"), histogram => read.CheckHistogram(histogram.Key));
        return read;
    }

    private bool IsOf(string family, string name) => _types[family] switch
    {
        "counter" => name == family && name.EndsWith("_total", StringComparison.Ordinal),
        "gauge" => name == family,
        "histogram" => name == $"{family}_bucket" || name == $"{family}_sum" || name == $"{family}_count",
        _ => false,
    };

    /// <summary>Buckets never fall, and the last one has them all.</summary>
    private void CheckHistogram(string family)
    {
        var buckets = _samples.Where(sample => sample.Key.StartsWith($"{family}_bucket", StringComparison.Ordinal)).ToLookup(sample => EdgePattern().Replace(sample.Key, ""), sample => sample);
        foreach (var series in buckets)
        {
            Assert.Equal(series.Select(bucket => bucket.Value).Order(), series.Select(bucket => bucket.Value));
            var edges = series.Select(bucket => Number(EdgePattern().Match(bucket.Key).Groups["edge"].Value)).ToList();
            Assert.Equal(edges.Order(), edges);
            Assert.Equal(double.PositiveInfinity, edges[^1]);
            Assert.Equal(_samples[series.Key.Replace("_bucket", "_count", StringComparison.Ordinal)], series.Last().Value);
        }
    }

    private static double Number(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("^# (?<what>TYPE|HELP|UNIT) (?<name>[a-z_][a-z0-9_]*) (?<rest>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommentPattern();

    [GeneratedRegex("""^(?<name>[a-z_][a-z0-9_]*)(?<labels>\{[a-z_][a-z0-9_]*="([^"\\]|\\[\\n"])*"(,[a-z_][a-z0-9_]*="([^"\\]|\\[\\n"])*")*\})? (?<value>[+-]?([0-9.]+([eE][+-]?[0-9]+)?|Inf)|NaN)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SamplePattern();

    [GeneratedRegex(",le=\"(?<edge>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EdgePattern();
}
