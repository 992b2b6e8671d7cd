using CsCheck;
using Reports.Pipeline.Keys;

namespace Reports.Pipeline.Tests.Keys;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void Any_slip_in_a_key_is_found() => Gen.Select(Gen.Int[0, 74], Gen.OneOf(Gen.Char[' ', '~'], Gen.Char)).Sample((at, letter) =>
    {
        var key = ApiKeyText.Make();
        return ApiKeyText.IsWellFormed(key) && (key[at] == letter || !ApiKeyText.IsWellFormed($"{key[..at]}{letter}{key[(at + 1)..]}"));
    }, iter: 5_000);

    [Fact]
    public void Any_text_is_no_key() => Gen.OneOf(Gen.String, Gen.String[Gen.Char['0', 'f'], 72, 72].Select(text => "rk_" + text)).Sample(text => !ApiKeyText.IsWellFormed(text), iter: 5_000);
}
