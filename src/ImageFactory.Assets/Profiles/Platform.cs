using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>A cloud, a hypervisor or bare metal, as Talos knows it. See <see cref="Platforms"/> for all of them.</summary>
public sealed record Platform
{
    internal Platform()
    {
    }

    /// <summary>The name in file names and in <c>talos.platform</c>. Its case matters.</summary>
    public required string Name { get; init; }

    /// <summary>What people call the platform.</summary>
    public required string Label { get; init; }

    /// <summary>The architectures that the platform has machines of.</summary>
    public IReadOnlyList<Architecture> Architectures { get; init; } = [Architecture.Amd64, Architecture.Arm64];

    /// <summary>The first version that knows the platform; null when all do. Pre-releases count by themselves.</summary>
    public TalosVersion? Minimum { get; init; }

    /// <summary>The usual disk image, such as <c>raw.xz</c>; null when the platform takes none.</summary>
    public string? DiskSuffix { get; init; }

    /// <summary>How machines start, the usual way first; none for a platform without assets.</summary>
    public IReadOnlyList<BootMethod> BootMethods { get; init; } = [BootMethod.Disk];

    /// <summary>Whether SecureBoot assets are recommended. They can be made for every platform.</summary>
    public bool OffersSecureBoot { get; init; }

    /// <summary>The size of a disk image in MiB (2^20 bytes) before <see cref="DiskSize"/> adds what the layout needs.</summary>
    public int BaseDiskMiB { get; init; } = DiskSize.DefaultMiB;

    /// <summary>The options of the platform's disk format, as in profiles; empty for a format without options.</summary>
    public string DiskFormatOptions { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
