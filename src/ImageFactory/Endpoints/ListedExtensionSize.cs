using System.Text.Json.Serialization;

namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/version/&lt;v&gt;/extensions/sizes</c>.</summary>
/// <param name="Name">The name in the list of extensions.</param>
/// <param name="Size">About how many bytes it adds to an image; not there when there is none for the architecture.</param>
internal sealed record ListedExtensionSize(string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Size);
