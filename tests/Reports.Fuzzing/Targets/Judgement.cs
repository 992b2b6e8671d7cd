using Reports.Domain.Catalog;
using Reports.Pipeline.Comments;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Places;

namespace Reports.Fuzzing.Targets;

/// <summary>What the intake thinks of a submission before it is written: the steps of <see cref="IntakePipeline"/> that need no database.</summary>
internal sealed class Judgement
{
    private readonly ServiceCatalog _catalog = ServiceCatalog.LoadShipped();
    private readonly AssignPlace _places = new(new PlaceLocator(), new CityNames(), new AddressCountry());

    /// <summary>The place of a submission that is taken; null for one that is refused.</summary>
    public AssignedPlace? Of(Submission submission)
    {
        var errors = RejectWrongInput.Check(submission);
        if (_catalog.Find(submission.Service) is not { } service)
        {
            return null;
        }

        RejectWrongInput.CheckProblem(_catalog, service, submission.Problem, errors);
        if (errors.Count > 0)
        {
            return null;
        }

        _ = ReporterHash.Plain(submission.Fingerprint());
        _ = submission.Comment is { } comment && ContactDetails.MayBeIn(comment.Trim());
        return _places.For(submission, address: null);
    }

    /// <summary>Where coordinates say nothing, the report lies where its codes say.</summary>
    public static bool IsWhereItSays(Submission submission, PlaceId place) => (submission.Subdivision, submission.Country) switch
    {
        _ when submission.Latitude is not null => place.IsUnknown || RegionCatalog.Instance.CountryOf(place) is not null,
        ({ Length: > 0 } subdivision, _) => place.ToString() is var code && (code == subdivision || code == subdivision.Split('-')[0]),
        (_, { Length: > 0 } country) => place.ToString() == country,
        _ => place.IsUnknown,
    };
}
