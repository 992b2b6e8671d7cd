using System.Diagnostics.CodeAnalysis;

namespace Reports.Benchmarks.Crash;

/// <summary>A report under a key of its own, and what is known of it: acknowledged, refused, or in doubt.</summary>
internal sealed class SentReport(string key, string address, string body)
{
    public string Key => key;

    public string Address => address;

    public string Body => body;

    /// <summary>Null until it is acknowledged.</summary>
    public Guid? Id { get; private set; }

    /// <summary>Answered with 503 before it was acknowledged.</summary>
    public bool WasRefused { get; set; }

    [MemberNotNullWhen(true, nameof(Id))]
    public bool IsAcknowledged => Id is not null;

    /// <returns>False where it was told another id before.</returns>
    public bool Acknowledge(Guid id)
    {
        var isSame = Id is null || Id == id;
        Id ??= id;
        return isSame;
    }
}
