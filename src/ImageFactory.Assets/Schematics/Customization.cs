using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Schematics;

/// <summary>What is added to the standard image. Order and repetition in lists are kept: both change the ID.</summary>
public sealed record Customization
{
    /// <summary>A machine configuration inside the initramfs; empty for none. Not parsed here.</summary>
    public string EmbeddedMachineConfiguration { get; init; } = "";

    /// <summary>Arguments added to the kernel command line; a leading '-' removes an argument.</summary>
    public IReadOnlyList<string> ExtraKernelArguments { get; init; } = [];

    /// <summary>Values for the META partition.</summary>
    public IReadOnlyList<MetaValue> Meta { get; init; } = [];

    /// <summary>Names of official extensions (<c>systemExtensions.officialExtensions</c>).</summary>
    public IReadOnlyList<string> OfficialExtensions { get; init; } = [];

    /// <summary>The boot loader that was asked for.</summary>
    public BootloaderKind Bootloader { get; init; }

    /// <summary>SecureBoot settings.</summary>
    public SecureBootCustomization SecureBoot { get; init; } = new();

    /// <summary>Disk image settings.</summary>
    public DiskImageCustomization DiskImage { get; init; } = new();
}
