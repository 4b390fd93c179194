using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>All platforms.</summary>
public static class Platforms
{
    private const string SmallClusters = "cluster_size=8k";

    /// <summary>Bare metal: also the platform of kernel and initramfs, which are the same for all.</summary>
    public static Platform Metal { get; } = new()
    {
        Name = "metal",
        Label = "Bare metal",
        DiskSuffix = "raw.zst",
        BootMethods = [BootMethod.Iso, BootMethod.Disk, BootMethod.Pxe],
        OffersSecureBoot = true,
        BaseDiskMiB = DiskSize.MinimumMiB,
    };

    /// <summary>All platforms, in the order in which they are presented.</summary>
    public static IReadOnlyList<Platform> All { get; } =
    [
        Metal,
        new() { Name = "aws", Label = "Amazon Web Services", DiskSuffix = "raw.xz" },
        new() { Name = "gcp", Label = "Google Cloud", DiskSuffix = "raw.tar.gz" },
        new() { Name = "equinixMetal", Label = "Equinix Metal", BootMethods = [BootMethod.Pxe] },
        new()
        {
            Name = "azure",
            Label = "Microsoft Azure",
            DiskSuffix = "vhd.xz",
            OffersSecureBoot = true,
            DiskFormatOptions = "subformat=fixed,force_size",
        },
        new() { Name = "digital-ocean", Label = "DigitalOcean", DiskSuffix = "raw.gz", Architectures = [Architecture.Amd64] },
        new()
        {
            Name = "nocloud",
            Label = "Nocloud (Proxmox and others)",
            DiskSuffix = "raw.xz",
            BootMethods = [BootMethod.Disk, BootMethod.Iso, BootMethod.Pxe],
            OffersSecureBoot = true,
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new()
        {
            Name = "openstack",
            Label = "OpenStack",
            DiskSuffix = "raw.xz",
            BootMethods = [BootMethod.Disk, BootMethod.Iso, BootMethod.Pxe],
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new() { Name = "vmware", Label = "VMware", DiskSuffix = "ova", BootMethods = [BootMethod.Disk, BootMethod.Iso] },
        new()
        {
            Name = "akamai",
            Label = "Akamai",
            DiskSuffix = "raw.gz",
            Architectures = [Architecture.Amd64],
            Minimum = new(1, 7, 0),
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new()
        {
            Name = "cloudstack",
            Label = "Apache CloudStack",
            DiskSuffix = "raw.gz",
            Minimum = TalosVersion.Parse("1.8.0-alpha.2"),
            OffersSecureBoot = true,
        },
        new()
        {
            Name = "hcloud",
            Label = "Hetzner Cloud",
            DiskSuffix = "raw.xz",
            Architectures = [Architecture.Amd64],
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new() { Name = "oracle", Label = "Oracle Cloud", DiskSuffix = "qcow2", DiskFormatOptions = SmallClusters },
        new() { Name = "upcloud", Label = "UpCloud", DiskSuffix = "raw.xz", Architectures = [Architecture.Amd64] },
        new()
        {
            Name = "vultr",
            Label = "Vultr",
            Architectures = [Architecture.Amd64],
            BootMethods = [BootMethod.Iso, BootMethod.Pxe],
        },
        new()
        {
            Name = "exoscale",
            Label = "Exoscale",
            DiskSuffix = "qcow2",
            Minimum = new(1, 3, 0),
            BaseDiskMiB = 10240,
            DiskFormatOptions = SmallClusters,
        },
        new()
        {
            Name = "opennebula",
            Label = "OpenNebula",
            DiskSuffix = "raw.zst",
            Minimum = new(1, 7, 0),
            BootMethods = [BootMethod.Disk, BootMethod.Iso],
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new()
        {
            Name = "scaleway",
            Label = "Scaleway",
            DiskSuffix = "raw.zst",
            BootMethods = [BootMethod.Disk, BootMethod.Iso],
            BaseDiskMiB = DiskSize.MinimumMiB,
        },
        new()
        {
            Name = "alibabacloud",
            Label = "Alibaba Cloud",
            DiskSuffix = "qcow2",
            Minimum = TalosVersion.Parse("1.14.0-beta.2"),
            BaseDiskMiB = DiskSize.MinimumMiB,
            DiskFormatOptions = SmallClusters,
        },
        // Talos in a container boots nothing, but has a command line.
        new() { Name = "container", Label = "Container", BootMethods = [] },
    ];

    /// <summary>What people call the platforms.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["equinix"] = "equinixMetal",
        ["hetzner"] = "hcloud",
        ["linode"] = "akamai",
        ["proxmox"] = "nocloud",
        ["gce"] = "gcp",
        ["google"] = "gcp",
        ["amazon"] = "aws",
        ["ec2"] = "aws",
    };

    /// <summary>The platform of a name in exact spelling; null when there is none. <c>packet</c> is Talos's older name of equinixMetal.</summary>
    public static Platform? Find(string name) =>
        All.FirstOrDefault(platform => string.Equals(platform.Name, name is "packet" ? "equinixMetal" : name, StringComparison.Ordinal));

    /// <summary>The platform that was meant by a name that <see cref="Find"/> does not know; null when nobody can tell.</summary>
    public static Platform? FindNearest(string name)
    {
        var nearest = OtherNames.TryGetValue(name, out var known)
            ? known
            : Nearest.Of(name, All.Select(platform => platform.Name));
        return nearest is null ? null : Find(nearest);
    }
}
