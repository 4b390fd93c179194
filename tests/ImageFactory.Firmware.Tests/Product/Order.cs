using System.Text.Json;
using ImageFactory.Assets.Versions;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>What a user asks the factory for.</summary>
internal sealed record Order
{
    /// <summary>The release's tag.</summary>
    public required string Version { get; init; }

    /// <summary>The processor.</summary>
    public GuestArchitecture Architecture { get; init; }

    /// <summary>Official extensions without <c>siderolabs/</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Extra kernel arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>META values by their tags.</summary>
    public IReadOnlyDictionary<byte, string> Meta { get; init; } = new Dictionary<byte, string>();

    /// <summary>The boot loader; null for the usual one.</summary>
    public string? Bootloader { get; init; }

    /// <summary>The board whose overlay it has; null for none.</summary>
    public string? Board { get; init; }

    /// <summary>Bytes in a sector of a disk image.</summary>
    public int SectorSize { get; init; } = 512;

    /// <summary>Whether firmware shall check signatures.</summary>
    public bool SecureBoot { get; init; }

    /// <summary>When the boot loader enrols keys; empty for the default.</summary>
    public string EnrollKeys { get; init; } = "";

    /// <summary>Whether it enrols Microsoft's certificates, too.</summary>
    public bool WellKnownCertificates { get; init; }

    /// <summary>What the names of its images begin with.</summary>
    public string Asset => $"metal-{ArchitectureName}{(SecureBoot ? "-secureboot" : "")}";

    /// <summary>The architecture as file names have it.</summary>
    public string ArchitectureName => Architecture is GuestArchitecture.Amd64 ? "amd64" : "arm64";

    /// <summary>What the META partition of a disk should hold.</summary>
    public IReadOnlyDictionary<byte, string> MetaInPartition => Bootloader is "dual-boot"
        ? new Dictionary<byte, string>(Meta) { [0x11] = "dual-boot" }
        : Meta;

    /// <summary>What the command line of an ISO has beside that of the command-line asset; Talos 1.8 began it.</summary>
    public IReadOnlyList<string> IsoArguments => TalosVersion.Parse(Version) < new TalosVersion(1, 8, 0) ? [] : ["talos.halt_if_installed=1"];

    /// <summary>Whether GRUB starts it under UEFI, too.</summary>
    public bool HasOnlyGrub => Bootloader is "grub";

    /// <summary>The schematic as JSON.</summary>
    public byte[] Schematic() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        overlay = new { name = Board ?? "", image = Board is null ? "" : "siderolabs/sbc" },
        customization = new
        {
            extraKernelArgs = Arguments,
            meta = Meta.Select(pair => new { key = pair.Key, value = pair.Value }),
            secureboot = new { enrollKeys = EnrollKeys, includeWellKnownCertificates = WellKnownCertificates },
            systemExtensions = new { officialExtensions = Extensions.Select(extension => $"siderolabs/{extension}") },
            bootloader = Bootloader ?? "none",
            diskImage = new { sectorSize = SectorSize },
        },
    });
}
