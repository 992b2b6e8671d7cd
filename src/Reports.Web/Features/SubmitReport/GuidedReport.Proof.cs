using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Reports.Web.Features.SubmitReport.Proofs;

namespace Reports.Web.Features.SubmitReport;

/// <content>What is asked where the network sends suspiciously much: the browser works something out, or, where it cannot, the person waits and presses once more.</content>
public sealed partial class GuidedReport
{
    /// <summary>A proof may expire on its way; a browser whose proofs are never taken waits instead.</summary>
    private const int MostProofs = 2;
    private ElementReference _widget;
    private bool _proving;
    private DateTimeOffset? _confirmAfter;

    /// <returns><see cref="Friction.Proof"/> where there is none, and the person has been told to wait.</returns>
    private async Task<Friction> AskAsync(IPAddress? address, string? service)
    {
        var waited = _confirmAfter is { } after && Time.GetUtcNow() >= after;
        var friction = Suspicion.Of(address, service, null);
        if (waited && friction is Friction.Proof)
        {
            _confirmAfter = null;
            return Suspicion.Waited(address);
        }

        for (var left = _confirmAfter is null ? MostProofs : 0; friction is Friction.Proof asked && left > 0; left--)
        {
            if (await ProveAsync(asked.Challenge) is not { } proof)
            {
                break;
            }

            friction = Suspicion.Of(address, service, proof);
        }

        _confirmAfter = friction is Friction.Proof ? _confirmAfter ?? Time.GetUtcNow() + WaitTokens.Delay : null;
        return friction;
    }

    private async Task<string?> ProveAsync(AltchaChallenge challenge)
    {
        _proving = true;
        StateHasChanged();
        try
        {
            return await _script!.InvokeAsync<string?>("prove", _gone.Token, _widget, AskedProof.Of(challenge, T));
        }
        catch (JSException)
        {
            // An older script out of a cache.
            return null;
        }
        finally
        {
            _proving = false;
        }
    }
}
