using Microsoft.AspNetCore.Http.Features;

namespace Reports.Web.Hosting;

/// <summary>Reads a small form, or says with which status it was refused. More than fits is not read, whatever length was announced.</summary>
public static class FormReader
{
    public const int MostBytes = 16 * 1024;

    public static async Task<(IFormCollection? Form, int Status)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType || BodyReader.IsPacked(request))
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > MostBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        try
        {
            return (await request.ReadFormAsync(new FormOptions { BufferBody = true, BufferBodyLengthLimit = MostBytes, ValueCountLimit = 64 }, cancellationToken), StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, exception.StatusCode);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The framework calls it an input error where a form in parts ends in the middle of one.
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (NotSupportedException)
        {
            // A charset that the framework knows and will not read, such as UTF-7.
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }
    }
}
