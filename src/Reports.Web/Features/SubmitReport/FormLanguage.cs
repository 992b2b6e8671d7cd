using Microsoft.Extensions.Localization;
using MudBlazor;
using Reports.Web.Localization;

namespace Reports.Web.Features.SubmitReport;

/// <summary>The language of one circuit. Set before its first component renders.</summary>
public sealed class FormLanguage
{
    public Texts? Texts { get; set; }
}

/// <summary>Gives the components of MudBlazor our texts for their own words, in the language of the circuit.</summary>
internal sealed class FormLocalization(FormLanguage language) : ILocalizationInterceptor
{
    public LocalizedString Handle(string key, params object[] arguments) =>
        language.Texts?.Find("mud." + key) is { } text ? new LocalizedString(key, text) : new LocalizedString(key, key, resourceNotFound: true);
}
