using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Efi;

/// <summary>What systemd-boot starts, and from where.</summary>
public sealed record SystemdBootOptions
{
    /// <summary>
    /// The file that firmware starts, such as <c>EFI/boot/BOOTX64.efi</c>. FAT does not mind the case, but each kind of image has its own.
    /// </summary>
    public required string LoaderPath { get; init; }

    /// <summary>systemd-boot.</summary>
    public required ExtentMap Loader { get; init; }

    /// <summary>The unified kernel image.</summary>
    public required ExtentMap Uki { get; init; }

    /// <summary>The Talos version with its <c>v</c>, for the name of the UKI.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// When systemd-boot enrols SecureBoot keys: <c>off</c>, <c>manual</c>, <c>if-safe</c> or <c>force</c>; null to leave it to
    /// systemd-boot.
    /// </summary>
    public required string? SecureBootEnrolment { get; init; }

    /// <summary>The time of all files, in seconds since 1970, from 1980 on.</summary>
    public required uint Time { get; init; }
}
