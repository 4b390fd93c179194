namespace ImageFactory.Assets.Plans;

/// <summary>What an operator decides about all assets.</summary>
public sealed record PlanOptions
{
    /// <summary>The URL under which clients reach the factory, without a final slash. It is inside every initramfs.</summary>
    public required string ExternalUrl { get; init; }

    /// <summary>Level of zstd for squashfs images, Talos 1.8 and newer.</summary>
    public required int ZstdLevel { get; init; }

    /// <summary>Preset of xz for squashfs images, Talos before 1.8.</summary>
    public required int XzPreset { get; init; }

    /// <summary>A BMP that UKIs show while they boot, or null.</summary>
    public ReadOnlyMemory<byte>? Splash { get; init; }
}
