namespace ImageFactory.Assets.Evidence;

/// <summary>A package of a bill of materials, in the words of SPDX 2.3 (chapter 7); its values are fit for any document.</summary>
internal sealed record SbomPackage
{
    /// <summary>The value of a field about which nothing is said.</summary>
    public const string NoAssertion = "NOASSERTION";

    /// <summary>The identifier, <c>SPDXRef-…</c>; it follows from all the rest.</summary>
    public string Id { get; init; } = string.Empty;

    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Who gave it, as <c>Organization: …</c> or <c>Person: …</c>.</summary>
    public string? Supplier { get; init; }

    public string? Originator { get; init; }

    public string DownloadLocation { get; init; } = NoAssertion;

    public string? Homepage { get; init; }

    public string LicenseConcluded { get; init; } = NoAssertion;

    public string LicenseDeclared { get; init; } = NoAssertion;

    public string Copyright { get; init; } = NoAssertion;

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public string? Comment { get; init; }

    public string? SourceInfo { get; init; }

    public string? Purpose { get; init; }

    public IReadOnlyList<SbomChecksum> Checksums { get; init; } = [];

    public IReadOnlyList<SbomReference> References { get; init; } = [];
}
