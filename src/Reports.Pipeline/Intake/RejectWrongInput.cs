using Reports.Domain.Catalog;

namespace Reports.Pipeline.Intake;

/// <summary>What a report must be to be taken; each finding names the field of the API.</summary>
internal static class RejectWrongInput
{
    public static Dictionary<string, InvalidReason> Check(Submission submission)
    {
        var errors = new Dictionary<string, InvalidReason>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(submission.Service))
        {
            errors["service"] = InvalidReason.Required;
        }

        CheckCoordinates(submission, errors);
        if (submission.Country is { Length: > 0 } country && RegionCatalog.Instance.FindCountry(country) is null)
        {
            errors["location.country"] = InvalidReason.UnknownCountry;
        }

        if (submission.Subdivision is { Length: > 0 } subdivision && !IsPossible(subdivision, submission.Country))
        {
            errors["location.subdivision"] = InvalidReason.UnknownSubdivision;
        }

        if (submission.Comment is { } comment)
        {
            if (comment.Length > IntakeOptions.MaxCommentLength)
            {
                errors["comment"] = InvalidReason.TooLong;
            }
            else if (!PlainText.Is(comment))
            {
                errors["comment"] = InvalidReason.NotText;
            }
        }

        return errors;
    }

    public static short CheckProblem(ServiceCatalog catalog, MonitoredService service, string? problem, Dictionary<string, InvalidReason> errors)
    {
        if (string.IsNullOrEmpty(problem))
        {
            return 0;
        }

        if (catalog.FindProblem(service, problem) is { } kind)
        {
            return kind.Id;
        }

        errors["problem"] = InvalidReason.UnknownProblem;
        return 0;
    }

    private static void CheckCoordinates(Submission submission, Dictionary<string, InvalidReason> errors)
    {
        if (submission.Latitude is null != submission.Longitude is null)
        {
            errors[submission.Latitude is null ? "location.latitude" : "location.longitude"] = InvalidReason.LoneCoordinate;
        }

        // Written so that NaN fails.
        if (submission.Latitude is { } latitude && !(latitude is >= -90 and <= 90))
        {
            errors["location.latitude"] = InvalidReason.LatitudeRange;
        }

        if (submission.Longitude is { } longitude && !(longitude is >= -180 and <= 180))
        {
            errors["location.longitude"] = InvalidReason.LongitudeRange;
        }
    }

    /// <summary>Known, or of a country whose subdivisions we do not carry; and of the country named beside it.</summary>
    private static bool IsPossible(string subdivision, string? country)
    {
        if (!PlaceId.TryParse(subdivision, out var place) || place.IsCountry || RegionCatalog.Instance.CountryOf(place) is not { } owner)
        {
            return false;
        }

        return (string.IsNullOrEmpty(country) || string.Equals(owner.Code, country, StringComparison.Ordinal))
            && (owner.Subdivisions.Count == 0 || RegionCatalog.Instance.FindSubdivision(subdivision) is not null);
    }
}
