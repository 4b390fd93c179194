namespace ImageFactory.Endpoints;

/// <summary>The answer of <c>/models/&lt;id&gt;/&lt;version&gt;</c>.</summary>
internal sealed record ModelDocument(
    string Schematic, string Version, IReadOnlyList<ListedAsset> Assets, IReadOnlyList<ListedDocument> Documents);
