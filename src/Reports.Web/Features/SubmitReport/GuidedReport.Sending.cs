using Microsoft.JSInterop;
using Reports.Pipeline.Intake;
using Reports.Web.Features.SubmitReport.Proofs;
using Reports.Web.Hosting;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <content>Sending, and sending again.</content>
public sealed partial class GuidedReport
{
    private Task SendAsync()
    {
        if (_service is null || _problem is null)
        {
            _errors = _service is null ? ReportErrors.NoService : ReportErrors.NoProblem;
            return Task.CompletedTask;
        }

        return SubmitAsync(Filled);
    }

    private Task SendWorksAsync()
    {
        if (_service is null)
        {
            _errors = ReportErrors.NoService;
            return Task.CompletedTask;
        }

        return SubmitAsync(Filled with { Works = true });
    }

    private async Task SubmitAsync(ReportInput input)
    {
        if (_sending)
        {
            return;
        }

        // A press during the wait takes the place of the attempt that waits.
        var turn = ++_turn;
        for (var wait = TimeSpan.Zero; turn == _turn && !_gone.IsCancellationRequested; wait = Longer(wait))
        {
            _sent = input;
            _sending = true;
            var result = await ReceiveAsync(input);
            _sending = false;
            if (result is null)
            {
                StateHasChanged();
                return;
            }

            if (result is not IntakeResult.Busy busy)
            {
                Show(result, input);
                StateHasChanged();
                if (result is IntakeResult.Stored stored)
                {
                    _firstPartyId ??= stored.FirstPartyId;
                    await RememberAsync(stored, input.Works);
                }

                return;
            }

            wait = wait > busy.RetryAfter ? wait : busy.RetryAfter;
            _waits = wait;
            StateHasChanged();
            await Task.Delay(wait, Time, _gone.Token);
        }
    }

    /// <summary>A kindness of the browser for later: what was stored is stored and told without it.</summary>
    private async Task RememberAsync(IntakeResult.Stored stored, bool works)
    {
        try
        {
            await _script!.InvokeVoidAsync("reported", stored.Service.Slug, works);
            if (stored.FirstPartyId is { } id)
            {
                await _script!.InvokeVoidAsync("keep", ReporterCookie.Name, Reporter.Seal(id), (int)ReporterCookie.Lifetime.TotalSeconds);
            }
        }
        catch (Exception problem) when (problem is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // An older script out of a cache, or a page that is gone.
        }
    }

    /// <summary>Null where the person has to press once more first.</summary>
    private async Task<IntakeResult?> ReceiveAsync(ReportInput input)
    {
        var address = Address;
        if (!IsOwnPage)
        {
            // Another page has taken the place of the one that was shown.
            Metrics.Refused(ReportChannel.Guided, "foreign-network");
            return null;
        }

        if (Intake.IsFull)
        {
            // Before a proof is spent on a report that could not be taken.
            var full = new IntakeResult.Busy(Options.Value.RetryAfter);
            Metrics.Answered(ReportChannel.Guided, full);
            return full;
        }

        switch (await AskAsync(address, input.Service))
        {
            case Friction.Proof:
                Metrics.Refused(ReportChannel.Guided, ProofRequired.Refusal);
                return null;
            case Friction.TooMany refused:
                Metrics.Refused(ReportChannel.Guided, NetworkThrottle.Refusal);
                return new IntakeResult.Busy(refused.Wait);
        }

        var caller = new Caller(
            address, Visitor.UserAgent, input.Key, T.Language, Link: LinkingSite.Of(_from, Visitor.Host), FirstPartyId: _firstPartyId ?? Visitor.FirstPartyId,
            KeepsId: Throttle.HasRoomForId(address));
        var result = await Intake.ReceiveAsync(input.ToSubmission(), caller, _gone.Token);
        if (result is IntakeResult.KeyConflict)
        {
            result = await Intake.ReceiveAsync(input.ToSubmission(), caller with { IdempotencyKey = input.WithNewKey().Key }, _gone.Token);
        }

        if (result is IntakeResult.Stored { FirstPartyId: not null })
        {
            Throttle.GaveId(address);
        }

        Metrics.Answered(ReportChannel.Guided, result);
        return result;
    }

    private void Show(IntakeResult result, ReportInput input)
    {
        _waits = null;
        _errors = result switch
        {
            IntakeResult.Invalid invalid => ReportErrors.Of(invalid),
            IntakeResult.UnknownService => ReportErrors.UnknownService,
            _ => ReportErrors.None,
        };
        if (result is IntakeResult.Stored stored)
        {
            // What was sent may be another service than the one the form names by now.
            _stored = stored.Service;
            _feedback = ReportFeedback.Of(stored, input.Works, Boards.Current, Options.Value.DedupeWindow, T);
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 > LongestWait ? LongestWait : wait * 2;
}
