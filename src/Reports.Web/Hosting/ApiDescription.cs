using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Reports.Web.Hosting;

/// <summary>A call that may carry an <c>Idempotency-Key</c>.</summary>
/// <param name="Longest">Characters of it.</param>
public sealed record TakesIdempotencyKey(int Longest);

/// <summary>
/// Tells in the description of the API what its types do not: keys and their scopes, headers, and of what is sent which members must be there (<see cref="RequiredAttribute"/>) and which words
/// they may have (<see cref="AllowedValuesAttribute"/>). Bodies are read and judged by the endpoints themselves, so all members of their types may be null.
/// </summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer", Header = "header";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "An API key; who runs the site makes them." });
            document.AddComponent(Header, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "The same key in a header of its own." });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<RequiredScope>().LastOrDefault() is { } required)
            {
                operation.Description = $"Needs a key with the scope `{required.Name}`.";
                operation.Security = [.. new[] { Bearer, Header }.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
            }

            if (metadata.OfType<TakesIdempotencyKey>().LastOrDefault() is { } key)
            {
                operation.Parameters = [.. operation.Parameters ?? [], IdempotencyKey(key.Longest)];
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo?.AttributeProvider is not { } member)
            {
                return Task.CompletedTask;
            }

            if (member.IsDefined(typeof(RequiredAttribute), inherit: false))
            {
                schema.Type &= ~JsonSchemaType.Null;
            }

            if (member.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false) is [AllowedValuesAttribute allowed])
            {
                var words = schema.Type?.HasFlag(JsonSchemaType.Array) is true ? (OpenApiSchema)schema.Items! : schema;
                words.Enum = [.. allowed.Values.Select(value => (JsonNode)(string)value!)];
                if (words.Type?.HasFlag(JsonSchemaType.Null) is true)
                {
                    words.Enum.Add(JsonNullSentinel.JsonNull);
                }
            }

            return Task.CompletedTask;
        });
    }

    private static OpenApiParameter IdempotencyKey(int longest) => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "Random and new for each report, such as a UUID: all callers share one space of keys. A retry under the same key within 24 hours gets the original answer; another body under it is 422.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
    };
}
