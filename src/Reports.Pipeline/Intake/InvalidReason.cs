namespace Reports.Pipeline.Intake;

/// <summary>Why a field was refused.</summary>
public enum InvalidReason
{
    Required,
    UnknownProblem,
    UnknownCountry,
    UnknownSubdivision,
    LatitudeRange,
    LongitudeRange,
    LoneCoordinate,
    TooLong,
    NotText,
}

public static class InvalidReasons
{
    /// <summary>What callers of the API are told of a wrong field, in English.</summary>
    public static string Describe(this InvalidReason reason) => reason switch
    {
        InvalidReason.Required => "is required",
        InvalidReason.UnknownProblem => "is no problem of this service",
        InvalidReason.UnknownCountry => "is no ISO 3166-1 country code",
        InvalidReason.UnknownSubdivision => "is no ISO 3166-2 code of this country",
        InvalidReason.LatitudeRange => "must be a number from -90 to 90",
        InvalidReason.LongitudeRange => "must be a number from -180 to 180",
        InvalidReason.LoneCoordinate => "is required beside the other coordinate",
        InvalidReason.TooLong => $"may have at most {IntakeOptions.MaxCommentLength} characters",
        InvalidReason.NotText => "must be plain text without control characters",
    };
}
