using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport;
using Reports.Web.Hosting;

namespace Reports.Fuzzing.Targets;

/// <summary>The body of <c>POST /api/v1/reports</c>.</summary>
internal sealed class ReportTarget : FuzzTarget
{
    private readonly Judgement _judgement = new();

    protected override IEnumerable<byte[]> Ordinary =>
    [
        """{"service":"zoom"}"""u8.ToArray(),
        """{"service":"zoom","kind":"works","location":{"latitude":45.46,"longitude":9.19},"comment":"Call 555 123 4567 or a.example"}"""u8.ToArray(),
        """{"service":"zoom","problem":"login","location":{"country":"US","subdivision":"US-NY"}}"""u8.ToArray(),
        """{"service":7"""u8.ToArray(),
        [0xff],
    ];

    public override void Give(byte[] input)
    {
        var (body, problem) = BodyReader.Parse<SubmitReportRequest>(input);
        Promise(body is null != problem is null);
        if (body is null)
        {
            Promise(problem is IStatusCodeHttpResult { StatusCode: StatusCodes.Status400BadRequest });
            return;
        }

        Promise(!IsWritable(body) || BodyReader.Parse<SubmitReportRequest>(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)).Body == body);
        if (!ReportsApi.TryReadKind(body.Kind, out var kind))
        {
            return;
        }

        var submission = new Submission(
            body.Service ?? "", kind, body.Problem, body.Location?.Latitude, body.Location?.Longitude, body.Location?.Country, body.Location?.Subdivision, body.Comment);
        Promise(_judgement.Of(submission) is not { } place || Judgement.IsWhereItSays(submission, place.Place));
    }

    // JSON has no word for infinity, which 1e999 is read as.
    private static bool IsWritable(SubmitReportRequest body) => double.IsFinite(body.Location?.Latitude ?? 0) && double.IsFinite(body.Location?.Longitude ?? 0);
}
