namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/version/&lt;v&gt;/overlays/official</c>.</summary>
internal sealed record ListedOverlay(string Name, string Image, string Ref, string Digest);
