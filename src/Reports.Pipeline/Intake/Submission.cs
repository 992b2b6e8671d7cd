using System.Globalization;
using System.Net;
using Reports.Domain.Catalog;
using Reports.Domain.Intake;

namespace Reports.Pipeline.Intake;

/// <summary>What a person sent, before anything is known to be right. A city wins over coordinates, they over codes, codes over the address.</summary>
/// <param name="Service">Slug of the service.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Subdivision">ISO 3166-2.</param>
/// <param name="City">Number of a city that was chosen out of the shipped list.</param>
public sealed record Submission(
    string Service,
    ReportKind Kind = ReportKind.Down,
    string? Problem = null,
    double? Latitude = null,
    double? Longitude = null,
    string? Country = null,
    string? Subdivision = null,
    string? Comment = null,
    int? City = null)
{
    /// <summary>The same for the same report in every culture; tells a retry from another report under the same key.</summary>
    internal string Fingerprint() => string.Create(
        CultureInfo.InvariantCulture, $"{Service}\n{(int)Kind}\n{Problem}\n{Latitude:R}\n{Longitude:R}\n{Country}\n{Subdivision}\n{Comment}{(City is null ? "" : $"\n{City}")}");
}

/// <summary>Who sent it. Nothing of this is stored or logged; only keyed hashes of it leave the intake.</summary>
/// <param name="Address">Address of the caller, behind any known proxy.</param>
/// <param name="IdempotencyKey">A retry under the same key gets the original answer.</param>
/// <param name="Language">Primary subtag of the language a comment is taken to be in; null where nothing says it.</param>
/// <param name="Link">Name of the site whose link brought the caller here, where it is neither this one nor a search engine.</param>
/// <param name="IsReviewed">The comment needs no review, since it is one of ours: simulated.</param>
/// <param name="FirstPartyId">What this site gave the caller at an earlier report; the person is this instead of a network and a browser.</param>
/// <param name="KeepsId">The caller can keep such an id and bring it back: a browser that sent a form.</param>
public sealed record Caller(
    IPAddress? Address, string? UserAgent, string? IdempotencyKey = null, string? Language = null, bool IsReviewed = false, string? Link = null, string? FirstPartyId = null, bool KeepsId = false);

/// <summary>What the caller is told.</summary>
public abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>Why nothing was acknowledged, in the word that problem documents and metrics share; null where something was.</summary>
    public abstract string? Refusal { get; }

    /// <summary>Durably stored; <paramref name="Counted"/> is false for the same person, kind and service inside the window.</summary>
    /// <param name="Place"><see cref="PlaceId.Unknown"/> where the report counts for the world only.</param>
    /// <param name="IsReplayed">A retry, which got the answer of the original.</param>
    /// <param name="FirstPartyId">What the caller is to bring back at the next report; null where there is nothing new to keep.</param>
    public sealed record Stored(Guid Id, MonitoredService Service, PlaceId Place, bool Counted, DateTimeOffset ReceivedAt, bool IsReplayed = false, string? FirstPartyId = null) : IntakeResult
    {
        public override string? Refusal => null;
    }

    public sealed record UnknownService(string Service) : IntakeResult
    {
        public override string Refusal => "unknown-service";
    }

    /// <summary>Nothing was stored; names of fields with a machine-readable reason each (see <see cref="InvalidReason"/>).</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, InvalidReason> Errors) : IntakeResult
    {
        public override string Refusal => "invalid-request";
    }

    /// <summary>The idempotency key belongs to another report.</summary>
    public sealed record KeyConflict : IntakeResult
    {
        public override string Refusal => "idempotency-key-reused";
    }

    /// <summary>The queue is full, the database is away or its commit failed; nothing was acknowledged, try again later under the same key.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : IntakeResult
    {
        public override string Refusal => "busy";
    }
}
