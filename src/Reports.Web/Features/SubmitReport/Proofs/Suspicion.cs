using System.Net;
using Microsoft.Extensions.Options;
using Reports.Domain.Intake;
using Reports.Domain.Outages;
using Reports.Pipeline.Intake;
using Reports.Pipeline.Status;
using Reports.Web.Hosting;

namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>
/// Asks friction only of the suspicious. A report is suspicious where its network has sent more in the last minute than people do, or where the moment is: the surge
/// of its service is kept at possible because of where it comes from, and this network has sent more than its part of it. Then a proof of work makes
/// each report cost something. The first reports of every network are never asked, whatever happens; and what is asked never changes what counts. Safe for all threads.
/// </summary>
public sealed class Suspicion(NetworkThrottle throttle, ProofOfWork proofs, WaitTokens waits, StatusBoardHolder boards, IOptions<IntakeOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    /// <summary>Of doubted services only: the reports of all services together would blur each other in a sketch of this size.</summary>
    private readonly RateSketch _doubted = new(Moment, time);

    /// <summary>Counts a report and says what it has to bring.</summary>
    /// <param name="service">Slug of the service, as it was sent.</param>
    /// <param name="proof">What came with it as a proof of work.</param>
    public Friction Of(IPAddress? address, string? service, string? proof)
    {
        if (throttle.IsOff || (!IsDoubted(address, service) && throttle.Allows(address, isProven: false)))
        {
            return new Friction.None();
        }

        if (!throttle.HasRoom(address))
        {
            return new Friction.TooMany(throttle.UntilRoom(address));
        }

        var network = ReporterHash.NetworkOf(address);
        return proofs.Use(proof, network, () => throttle.AllowsTrial(address)) switch
        {
            ProofFault.None => Proven(address),
            ProofFault.TooMany => new Friction.TooMany(throttle.UntilTrial(address)),
            var fault => new Friction.Proof(proofs.Issue(network, ProofWork.Iterations(throttle.Sent(address), options.Value.ReportsWithoutProof)), fault),
        };
    }

    /// <summary>The same for a form, which may have waited instead.</summary>
    public Friction Of(HttpContext http, string? service, IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(form);
        var address = http.Connection.RemoteIpAddress;
        var friction = Of(address, service, form[ProofOfWork.Field]);
        if (friction is not Friction.Proof asked)
        {
            return friction;
        }

        var token = form[WaitTokens.Field].ToString();
        if (token.Length > 0 && !throttle.HasRoomForWait(address))
        {
            // The token stays good for when there is.
            return new Friction.TooMany(throttle.UntilWait(address));
        }

        var (fault, left) = waits.Use(token, http);
        return fault is ProofFault.None
            ? Waited(address)
            : asked with { Fault = asked.Fault is ProofFault.Missing ? fault : asked.Fault, Wait = fault is ProofFault.Early ? token : waits.Issue(http), Left = left };
    }

    /// <summary>For somebody who has waited where a proof could not be made.</summary>
    public Friction Waited(IPAddress? address) => throttle.AllowsWait(address) ? Proven(address) : new Friction.TooMany(throttle.UntilWait(address));

    private Friction Proven(IPAddress? address) => throttle.Allows(address, isProven: true) ? new Friction.None() : new Friction.TooMany(throttle.UntilRoom(address));

    private bool IsDoubted(IPAddress? address, string? service) =>
        service is not null && boards.Current.Find(service)?.OpenOutage is { State: OutageState.Possible, Doubt: not SourceDoubt.None }
        && _doubted.Take($"{ReporterHash.NetworkOf(address)}|{service}", options.Value.DoubtedReportsWithoutProof) < 0;
}
