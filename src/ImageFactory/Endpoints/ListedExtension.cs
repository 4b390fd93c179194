namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/version/&lt;v&gt;/extensions/official</c>.</summary>
internal sealed record ListedExtension(string Name, string Ref, string Digest, string Author, string Description);
