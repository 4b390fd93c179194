using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFactory.Tests.Service;

/// <summary>The description of the API is complete, and true.</summary>
public sealed partial class OpenApiTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static readonly string[] Methods = ["get", "head", "post", "put", "delete"];

    [Fact]
    public async Task It_has_every_route_and_no_other()
    {
        using var document = await ReadAsync();
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(item => Methods.Contains(item.Name, StringComparer.Ordinal)).Select(item => $"{item.Name} {path.Name}"));

        // A route for any method refuses what no other takes.
        var routes = factory.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method.ToLowerInvariant()} {PathOf(route)}"));

        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        using var document = await ReadAsync();

        Assert.All(References(document.RootElement), reference => Assert.True(Leads(document.RootElement, reference), reference));
    }

    [Fact]
    public async Task Every_operation_has_a_tag_that_is_explained_a_summary_and_its_parameters()
    {
        using var document = await ReadAsync();
        var tags = document.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToList();

        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            var shared = path.Value.TryGetProperty("parameters", out var parameters) ? parameters.GetArrayLength() : 0;
            Assert.Equal(path.Name.Count(character => character is '{'), shared);
            foreach (var operation in path.Value.EnumerateObject().Where(item => Methods.Contains(item.Name, StringComparer.Ordinal)))
            {
                Assert.Contains(operation.Value.GetProperty("tags")[0].GetString(), tags);
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
                Assert.NotEmpty(operation.Value.GetProperty("responses").EnumerateObject());
            }
        }
    }

    [Fact]
    public async Task No_comma_has_cut_a_sentence()
    {
        using var document = await ReadAsync();

        Assert.DoesNotContain(Values(document.RootElement), value => value.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task It_says_which_version_of_OpenAPI_it_is()
    {
        using var document = await ReadAsync();

        Assert.Equal("3.1.0", document.RootElement.GetProperty("openapi").GetString());
    }

    private static string PathOf(RouteEndpoint route)
    {
        var path = Parameter().Replace(route.RoutePattern.RawText!, "{${name}}");
        return path.StartsWith('/') ? path : "/" + path;
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(item =>
            item.NameEquals("$ref") ? [item.Value.GetString()!] : References(item.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static IEnumerable<JsonElement> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(item => Values(item.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        _ => [element],
    };

    private static bool Leads(JsonElement document, string reference)
    {
        var found = document;
        return reference.StartsWith("#/", StringComparison.Ordinal) && reference[2..].Split('/').All(part => found.TryGetProperty(part, out found));
    }

    private async Task<JsonDocument> ReadAsync() => JsonDocument.Parse(
        await factory.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken));

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
