using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class AssetNameTests
{
    [Theory]
    [InlineData("kernel-amd64", "Kernel metal amd64 - - None")]
    [InlineData("kernel-arm64", "Kernel metal arm64 - - None")]
    [InlineData("cmdline-metal-arm64", "Cmdline metal arm64 - - None")]
    [InlineData("cmdline-aws-amd64-secureboot", "Cmdline aws amd64 SB - None")]
    [InlineData("cmdline-equinixMetal-amd64", "Cmdline equinixMetal amd64 - - None")]
    [InlineData("cmdline-container-amd64", "Cmdline container amd64 - - None")]
    [InlineData("initramfs-amd64.xz", "Initramfs metal amd64 - - None")]
    [InlineData("metal-arm64-secureboot.iso", "Iso metal arm64 SB - None")]
    [InlineData("digital-ocean-amd64.iso", "Iso digital-ocean amd64 - - None")]
    [InlineData("metal-amd64-secureboot-uki.efi", "Uki metal amd64 SB - None")]
    [InlineData("metal-amd64-uki.efi", "Uki metal amd64 - - None")]
    [InlineData("installer-amd64.tar", "Installer metal amd64 - - None")]
    [InlineData("installer-arm64-secureboot.tar", "Installer metal arm64 SB - None")]
    [InlineData("digital-ocean-installer-amd64.tar", "Installer digital-ocean amd64 - - None")]
    [InlineData("aws-installer-arm64-secureboot.tar", "Installer aws arm64 SB - None")]
    [InlineData("metal-arm64.raw", "Image metal arm64 - Raw None")]
    [InlineData("metal-arm64.raw.xz", "Image metal arm64 - Raw Xz")]
    [InlineData("metal-arm64.raw.zst", "Image metal arm64 - Raw Zst")]
    [InlineData("aws-amd64-secureboot.qcow2.tar.gz", "Image aws amd64 SB Qcow2 TarGz")]
    [InlineData("azure-amd64.vhd", "Image azure amd64 - Vhd None")]
    [InlineData("digital-ocean-amd64.raw.gz", "Image digital-ocean amd64 - Raw Gz")]
    [InlineData("vmware-arm64.ova", "Image vmware arm64 - Ova None")]
    public void A_canonical_name_is_read_and_printed(string text, string expected)
    {
        var parsed = AssetName.TryParse(text, out var name, out var fault);

        Assert.True(parsed, fault);
        Assert.Equal(
            expected,
            $"{name!.Kind} {name.Platform} {name.Architecture.Name()} {(name.SecureBoot ? "SB" : "-")} "
            + $"{name.DiskFormat?.ToString() ?? "-"} {name.Compression}");
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData("kernel-x86_64", "kernel-amd64")]
    [InlineData("kernel-i386", "kernel-amd64")]
    [InlineData("initramfs-i386.xz", "initramfs-amd64.xz")]
    [InlineData("metal-x86_64-secureboot.iso", "metal-amd64-secureboot.iso")]
    [InlineData("metal-installer-amd64.tar", "installer-amd64.tar")]
    [InlineData("metal-installer-aarch64-secureboot.tar", "installer-arm64-secureboot.tar")]
    [InlineData("cmdline-packet-i386", "cmdline-equinixMetal-amd64")]
    public void An_alias_is_read_as_the_canonical_name(string text, string canonical)
    {
        Assert.True(AssetName.TryParse(text, out var name, out _));
        Assert.True(AssetName.TryParse(canonical, out var expected, out _));
        Assert.Equal(expected, name);
        Assert.Equal(canonical, name.ToString());
    }

    [Fact]
    public void Every_asset_prints_as_a_name_that_parses_back()
    {
        var names =
            from platform in Platforms.All
            from architecture in Enum.GetValues<Architecture>()
            from secureBoot in new[] { false, true }
            from name in NamesOf(platform, architecture, secureBoot)
            select name;

        Assert.All(names, name =>
        {
            Assert.True(AssetName.TryParse(name.ToString(), out var back, out var fault), fault);
            Assert.Equal(name, back);
        });
    }

    [Theory]
    [InlineData("kernel-riscv64", "\"riscv64\" in \"kernel-riscv64\" is not an architecture; there are amd64 and arm64.")]
    [InlineData("kernel-foo", "\"foo\" in \"kernel-foo\" is not an architecture; there are amd64 and arm64.")]
    [InlineData(
        "kernel-amd64.iso",
        "\"amd64.iso\" in \"kernel-amd64.iso\" is not an architecture; there are amd64 and arm64.")]
    [InlineData(
        "installer-installer-amd64.tar",
        "\"installer-amd64\" in \"installer-installer-amd64.tar\" is not an architecture; there are amd64 and arm64.")]
    [InlineData(
        "metal-rpi_generic-arm64.raw.xz",
        "\"rpi_generic-arm64\" in \"metal-rpi_generic-arm64.raw.xz\" is not an architecture; there are amd64 and arm64.")]
    [InlineData("metal.iso", "\"metal\" in \"metal.iso\" is not a platform and an architecture, such as metal-amd64.")]
    [InlineData("-secureboot.iso", "\"\" in \"-secureboot.iso\" is not a platform and an architecture, such as metal-amd64.")]
    public void A_fault_names_what_is_wrong_and_what_there_is(string text, string expected)
    {
        Assert.False(AssetName.TryParse(text, out var name, out var fault));
        Assert.Null(name);
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("cmdline-amd64.raw", "\"amd64.raw\"")]
    [InlineData("foo-amd64.iso", "\"foo\" in \"foo-amd64.iso\" is not a platform; there are metal, aws, gcp,")]
    [InlineData("foo-installer-amd64.tar", "\"foo\"")]
    [InlineData("metal-amd64.img", "ends like no asset")]
    [InlineData("metal-amd64.raw.bz2", "ends like no asset")]
    [InlineData("metal-amd64.ssd", "ends like no asset")]
    [InlineData("metal-amd64", "ends like no asset")]
    [InlineData("metal-amd64.tar", "ends like no asset")]
    [InlineData("metal-installer-installer-amd64.tar", "\"installer-amd64\"")]
    [InlineData("initramfs-amd64", "ends like no asset")]
    [InlineData("initramfs-amd64-secureboot.xz", "\"amd64-secureboot\"")]
    [InlineData("kernel-amd64-secureboot", "\"amd64-secureboot\"")]
    [InlineData("metal-amd64-secureboot-secureboot.iso", "\"amd64-secureboot\"")]
    [InlineData("metal-amd64.raw.xz.xz", "ends like no asset")]
    [InlineData("metal-amd64.xz", "ends like no asset")]
    [InlineData("METAL-AMD64.ISO", "ends like no asset")]
    [InlineData("kernel-", "\"\" in \"kernel-\"")]
    [InlineData("initramfs-.xz", "\"\" in \"initramfs-.xz\"")]
    [InlineData(".iso", "\"\" in \".iso\"")]
    [InlineData("-amd64.iso", "\"\" in \"-amd64.iso\" is not a platform")]
    [InlineData("digital-ocean-.iso", "\"\" in \"digital-ocean-.iso\" is not an architecture")]
    public void A_name_outside_the_grammar_is_refused(string text, string expected)
    {
        Assert.False(AssetName.TryParse(text, out _, out var fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("metal amd64.iso")]
    [InlineData("metal-amd64.iso\n")]
    [InlineData("<script>-amd64.iso")]
    [InlineData("../metal-amd64.iso")]
    public void A_name_with_foreign_characters_is_refused_without_repeating_it(string text)
    {
        Assert.False(AssetName.TryParse(text, out _, out var fault));
        Assert.StartsWith("The name of an asset has 1 to 100 letters", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_name_is_refused_without_repeating_it()
    {
        Assert.False(AssetName.TryParse(new string('a', 1_000_000) + ".iso", out _, out var fault));
        Assert.InRange(fault.Length, 1, 200);
    }

    [Theory]
    [InlineData("metal-amd64.raw.zxt", "metal-amd64.raw.xz")]
    [InlineData("metal-amd64.raw.zstd", "metal-amd64.raw.zst")]
    [InlineData("metal-amd64.raw.bz2", "metal-amd64.raw.xz")]
    [InlineData("metal-amd64.img", "metal-amd64.raw")]
    [InlineData("nocloud-amd64.img.xz", "nocloud-amd64.raw.xz")]
    [InlineData("vmware-amd64.vmdk", "vmware-amd64.ova")]
    [InlineData("METAL-AMD64.ISO", "metal-amd64.iso")]
    [InlineData("metal-admd64.iso", "metal-amd64.iso")]
    [InlineData("metal-amd64-secure-boot.iso", "metal-amd64-secureboot.iso")]
    [InlineData("metal-amd64.uki.efi", "metal-amd64-uki.efi")]
    [InlineData("initramfs-amd64", "initramfs-amd64.xz")]
    [InlineData("kernal-amd64", "kernel-amd64")]
    [InlineData("proxmox-x86_64.img.zst", "nocloud-amd64.raw.zst")]
    [InlineData("equinixmetal-amd64.iso", "equinixMetal-amd64.iso")]
    public void The_name_that_was_meant_is_suggested(string text, string expected)
    {
        Assert.False(AssetName.TryParse(text, out _, out var fault));
        Assert.EndsWith($" Did you mean \"{expected}\"?", fault, StringComparison.Ordinal);
    }

    private static IEnumerable<AssetName> NamesOf(Platform platform, Architecture architecture, bool secureBoot) =>
    [
        AssetName.Kernel(architecture),
        AssetName.Initramfs(architecture),
        AssetName.Cmdline(platform, architecture, secureBoot),
        AssetName.Iso(platform, architecture, secureBoot),
        AssetName.Uki(platform, architecture, secureBoot),
        AssetName.Installer(platform, architecture, secureBoot),
        .. from format in Enum.GetValues<DiskFormat>()
           from compression in Enum.GetValues<OutputCompression>()
           select AssetName.Image(platform, architecture, secureBoot, format, compression),
    ];
}
