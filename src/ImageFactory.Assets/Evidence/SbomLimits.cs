namespace ImageFactory.Assets.Evidence;

/// <summary>How much of the SPDX documents in one image is read before they are refused. What is known of Talos has a tenth of it.</summary>
internal sealed record SbomLimits
{
    /// <summary>The longest document, in bytes.</summary>
    public int MaxDocument { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most documents.</summary>
    public int MaxDocuments { get; init; } = 2000;

    /// <summary>The most bytes of all documents.</summary>
    public long MaxBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The most packages.</summary>
    public int MaxPackages { get; init; } = 50_000;

    /// <summary>The most relationships.</summary>
    public int MaxRelations { get; init; } = 200_000;

    /// <summary>The longest value, in characters, but for the texts of licences.</summary>
    public int MaxValue { get; init; } = 16 * 1024;

    /// <summary>The longest text of a licence, in characters.</summary>
    public int MaxLicense { get; init; } = 512 * 1024;

    /// <summary>The most checksums and the most references of one package.</summary>
    public int MaxPerPackage { get; init; } = 256;
}
