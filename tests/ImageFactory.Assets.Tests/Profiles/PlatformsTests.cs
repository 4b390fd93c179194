using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class PlatformsTests
{
    [Fact]
    public void All_platforms_of_the_reference_are_there()
    {
        const string Names = "akamai alibabacloud aws azure cloudstack container digital-ocean equinixMetal exoscale gcp hcloud "
            + "metal nocloud opennebula openstack oracle scaleway upcloud vmware vultr";

        Assert.Equal(Names, string.Join(' ', Platforms.All.Select(platform => platform.Name).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("metal", "amd64 arm64", null, "raw.zst", "Iso Disk Pxe", true, 1246)]
    [InlineData("aws", "amd64 arm64", null, "raw.xz", "Disk", false, 8192)]
    [InlineData("gcp", "amd64 arm64", null, "raw.tar.gz", "Disk", false, 8192)]
    [InlineData("equinixMetal", "amd64 arm64", null, null, "Pxe", false, 8192)]
    [InlineData("azure", "amd64 arm64", null, "vhd.xz", "Disk", true, 8192)]
    [InlineData("digital-ocean", "amd64", null, "raw.gz", "Disk", false, 8192)]
    [InlineData("nocloud", "amd64 arm64", null, "raw.xz", "Disk Iso Pxe", true, 1246)]
    [InlineData("openstack", "amd64 arm64", null, "raw.xz", "Disk Iso Pxe", false, 1246)]
    [InlineData("vmware", "amd64 arm64", null, "ova", "Disk Iso", false, 8192)]
    [InlineData("akamai", "amd64", "1.7.0", "raw.gz", "Disk", false, 1246)]
    [InlineData("cloudstack", "amd64 arm64", "1.8.0-alpha.2", "raw.gz", "Disk", true, 8192)]
    [InlineData("hcloud", "amd64", null, "raw.xz", "Disk", false, 1246)]
    [InlineData("oracle", "amd64 arm64", null, "qcow2", "Disk", false, 8192)]
    [InlineData("upcloud", "amd64", null, "raw.xz", "Disk", false, 8192)]
    [InlineData("vultr", "amd64", null, null, "Iso Pxe", false, 8192)]
    [InlineData("exoscale", "amd64 arm64", "1.3.0", "qcow2", "Disk", false, 10240)]
    [InlineData("opennebula", "amd64 arm64", "1.7.0", "raw.zst", "Disk Iso", false, 1246)]
    [InlineData("scaleway", "amd64 arm64", null, "raw.zst", "Disk Iso", false, 1246)]
    [InlineData("alibabacloud", "amd64 arm64", "1.14.0-beta.2", "qcow2", "Disk", false, 1246)]
    public void A_platform_is_as_described(
        string name, string architectures, string? minimum, string? suffix, string methods, bool secureBoot, int diskMiB)
    {
        var platform = Platforms.Find(name);

        Assert.NotNull(platform);
        Assert.Equal(architectures, string.Join(' ', platform.Architectures.Select(Architectures.Name)));
        Assert.Equal(minimum, platform.Minimum?.ToString());
        Assert.Equal(suffix, platform.DiskSuffix);
        Assert.Equal(methods, string.Join(' ', platform.BootMethods));
        Assert.Equal(secureBoot, platform.OffersSecureBoot);
        Assert.Equal(diskMiB, platform.BaseDiskMiB);
    }

    [Fact]
    public void Only_four_platforms_have_format_options()
    {
        var options = Platforms.All
            .Where(platform => platform.DiskFormatOptions.Length > 0)
            .Select(platform => $"{platform} {platform.DiskFormatOptions}");

        Assert.Equal(
            "azure subformat=fixed,force_size; oracle cluster_size=8k; exoscale cluster_size=8k; alibabacloud cluster_size=8k",
            string.Join("; ", options));
    }

    [Fact]
    public void Every_usual_disk_image_is_an_asset()
    {
        Assert.All(
            Platforms.All.Where(platform => platform.DiskSuffix is not null),
            platform => Assert.True(AssetName.TryParse($"{platform}-amd64.{platform.DiskSuffix}", out _, out _)));
    }

    [Fact]
    public void The_older_name_of_Equinix_Metal_is_an_alias() =>
        Assert.Equal("equinixMetal", Platforms.Find("packet")?.Name);

    [Theory]
    [InlineData("Metal")]
    [InlineData("equinixmetal")]
    [InlineData("hetzner")]
    [InlineData("")]
    public void Names_are_exact(string name) => Assert.Null(Platforms.Find(name));

    [Theory]
    [InlineData("METAL", "metal")]
    [InlineData("equinixmetal", "equinixMetal")]
    [InlineData("digitalocean", "digital-ocean")]
    [InlineData("Hetzner", "hcloud")]
    [InlineData("proxmox", "nocloud")]
    [InlineData("opnestack", "openstack")]
    [InlineData("banana", null)]
    [InlineData("", null)]
    public void The_nearest_platform_is_what_was_meant(string name, string? expected) =>
        Assert.Equal(expected, Platforms.FindNearest(name)?.Name);
}
