using Reports.Detection.Detectors;

namespace Reports.Detection.Tests.Detectors;

public sealed class ConfidenceTests
{
    private static readonly DetectorOptions ManyServices = new() { PossibleEvidence = 10.6, AlarmEvidence = 12.6 };

    [Fact]
    public void Odds_are_even_a_nat_above_the_threshold_and_grow_with_the_evidence_whatever_the_thresholds()
    {
        Assert.All(new[] { new DetectorOptions(), ManyServices }, options =>
        {
            Assert.Equal(0.5, options.Confidence(options.AlarmEvidence + 1), 12);
            Assert.Equal(1 / (1 + Math.Exp(-3)), options.Confidence(options.AlarmEvidence + 4), 12);
            Assert.Equal(1 / (1 + Math.Exp(3)), options.Confidence(options.PossibleEvidence), 12);
        });
    }

    [Fact]
    public void It_rises_with_the_evidence_and_is_never_certain()
    {
        var confidence = Enumerable.Range(0, 200).Select(nats => ManyServices.Confidence(nats)).ToList();

        Assert.Equal(confidence.Order(), confidence);
        Assert.InRange(confidence[0], 0, 0.01);
        Assert.Equal(0.99, confidence[^1]);
    }
}
