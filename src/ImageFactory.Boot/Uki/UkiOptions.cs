using ImageFactory.Boot.Signing;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Uki;

/// <summary>What goes into a unified kernel image.</summary>
public sealed record UkiOptions
{
    /// <summary>systemd-stub for the image's architecture.</summary>
    public required PeFile Stub { get; init; }

    /// <summary>The kernel file as it is.</summary>
    public required ExtentMap Kernel { get; init; }

    /// <summary>The initramfs.</summary>
    public required ExtentMap Initrd { get; init; }

    /// <summary>The kernel command line, without a line end.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The os-release file.</summary>
    public required OsRelease OsRelease { get; init; }

    /// <summary>The COFF header's TimeDateStamp: seconds since 1970.</summary>
    public required uint TimeDateStamp { get; init; }

    /// <summary>The kernel's release; null when it is not known.</summary>
    public string? KernelRelease { get; init; }

    /// <summary>A BMP shown while the image starts; null for none.</summary>
    public ExtentMap? Splash { get; init; }

    /// <summary>The key that TPM policies of the image are signed with; null for an image without.</summary>
    public RsaPublicKey? PolicyKey { get; init; }

    /// <summary>
    /// The documents of signed TPM policies: one for each profile, in an image without profiles one, or none at all.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PolicySignatures { get; init; } = [];

    /// <summary>The boot menu entries, <see cref="UkiProfile.Main"/> first; none for releases before 1.10, whose stub knows none.</summary>
    public IReadOnlyList<UkiProfile> Profiles { get; init; } = [];
}
