using System.Text.Json.Serialization;

namespace ImageFactory.Endpoints;

/// <summary>A bill of materials in <c>/models/&lt;id&gt;/&lt;version&gt;</c>: what is not known is not there.</summary>
/// <param name="Name">The name under which it is saved.</param>
/// <param name="Url">Where it is.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="State"><c>ready</c> or <c>on-demand</c>.</param>
/// <param name="Size">The length in bytes.</param>
internal sealed record ListedDocument(
    string Name,
    string Url,
    string MediaType,
    string State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Size);
