namespace ImageFactory.Endpoints;

/// <summary>The JSON shape of a repository's tags.</summary>
internal sealed record TagsDocument(string Name, IReadOnlyList<string> Tags);
