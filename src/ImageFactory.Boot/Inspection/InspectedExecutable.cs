namespace ImageFactory.Boot.Inspection;

/// <summary>A PE file that firmware may start.</summary>
public sealed record InspectedExecutable
{
    /// <summary>The path in the EFI system partition; empty when it is the image itself.</summary>
    public required string Path { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The SHA-256 hash that signatures sign; null when the parts of the file do not follow each other.</summary>
    public required string? ImageHash { get; init; }

    /// <summary>The section table, in its order.</summary>
    public required IReadOnlyList<InspectedSection> Sections { get; init; }

    /// <summary>The signatures, in their order.</summary>
    public required IReadOnlyList<InspectedSignature> Signatures { get; init; }

    /// <summary>The boot menu entries of a unified kernel image; one without identifier when it has no profiles.</summary>
    public IReadOnlyList<InspectedProfile> Profiles { get; init; } = [];

    /// <summary>The SHA-256 hash of the key of signed policies (RSAPublicKey in DER, as policies name it).</summary>
    public string? PolicyKey { get; init; }

    /// <summary>What the initramfs of a unified kernel image holds.</summary>
    public InspectedInitramfs? Initramfs { get; init; }
}
