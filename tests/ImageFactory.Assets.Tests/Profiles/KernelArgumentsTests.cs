using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class KernelArgumentsTests
{
    private const string Before1_8 = "init_on_alloc=1 slab_nomerge pti=on consoleblank=0 nvme_core.io_timeout=4294967295 "
        + "printk.devkmsg=on ima_template=ima-ng ima_appraise=fix ima_hash=sha512";

    private const string Of1_11 = "init_on_alloc=1 slab_nomerge pti=on consoleblank=0 nvme_core.io_timeout=4294967295 "
        + "printk.devkmsg=on selinux=1";

    private const string Of1_13 = Of1_11 + " module.sig_enforce=1 proc_mem.force_override=never";

    private const string Of1_14 = "slab_nomerge pti=on consoleblank=0 printk.devkmsg=on selinux=1 module.sig_enforce=1 "
        + "proc_mem.force_override=never";

    [Theory]
    [InlineData("1.7.0", "cmdline-metal-amd64", "talos.platform=metal console=ttyS0 console=tty0 " + Before1_8)]
    [InlineData("1.8.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Before1_8)]
    [InlineData("1.7.0", "cmdline-metal-arm64", "talos.platform=metal console=ttyAMA0 console=tty0 " + Before1_8)]
    [InlineData("1.8.0", "cmdline-metal-arm64", "talos.platform=metal console=ttyAMA0 console=tty0 " + Before1_8)]
    [InlineData("1.10.1", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Before1_8 + " selinux=1")]
    [InlineData("1.11.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Of1_11)]
    [InlineData("1.12.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Of1_11 + " module.sig_enforce=1")]
    [InlineData("1.13.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Of1_13)]
    [InlineData(
        "1.13.0", "cmdline-aws-amd64", "talos.platform=aws console=tty1 console=ttyS0 net.ifnames=0 " + Of1_13)]
    [InlineData("1.14.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Of1_14)]
    [InlineData(
        "1.14.0",
        "cmdline-aws-amd64",
        "talos.platform=aws console=tty1 console=ttyS0 net.ifnames=0 nvme_core.io_timeout=4294967295 " + Of1_14)]
    [InlineData("1.14.0-alpha.0", "cmdline-metal-amd64", "talos.platform=metal console=tty0 " + Of1_14)]
    public void The_command_line_is_that_of_the_reference(string version, string asset, string expected) =>
        Assert.Equal(expected, Compose(version, asset));

    [Theory]
    [InlineData("akamai-amd64", "console=ttyS0 console=tty0 console=tty1 net.ifnames=0")]
    [InlineData("digital-ocean-amd64", "console=ttyS0 console=tty0 console=tty1 net.ifnames=0")]
    [InlineData("alibabacloud-arm64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("cloudstack-arm64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("exoscale-arm64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("hcloud-amd64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("nocloud-arm64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("opennebula-amd64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData("openstack-amd64", "console=tty1 console=ttyS0 net.ifnames=0")]
    [InlineData(
        "azure-arm64",
        "console=ttyS0,115200n8 earlyprintk=ttyS0,115200 rootdelay=300 net.ifnames=0 talos.dashboard.disabled=1 "
            + "sysctl.kernel.kexec_load_disabled=1")]
    [InlineData(
        "gcp-amd64", "console=ttyS0 net.ifnames=0 talos.dashboard.disabled=1 sysctl.kernel.kexec_load_disabled=1")]
    [InlineData("equinixMetal-amd64", "console=ttyS1,115200n8")]
    [InlineData("equinixMetal-arm64", "console=ttyAMA0,115200")]
    [InlineData("oracle-arm64", "console=tty1 console=ttyS0 net.ifnames=0 talos.dashboard.disabled=1")]
    [InlineData("scaleway-amd64", "console=tty1 console=ttyS0 net.ifnames=0 talos.dashboard.disabled=1")]
    [InlineData("upcloud-amd64", "net.ifnames=0")]
    [InlineData("vultr-amd64", "net.ifnames=0")]
    [InlineData(
        "vmware-amd64",
        "talos.config=guestinfo console=tty0 console=ttyS0 earlyprintk=ttyS0,115200 net.ifnames=0")]
    [InlineData("vmware-arm64", "talos.config=guestinfo console=tty0 console=ttyAMA0 net.ifnames=0")]
    public void The_arguments_of_a_platform_are_the_same_in_every_version(string target, string arguments)
    {
        var start = $"talos.platform={target[..target.LastIndexOf('-')]} {arguments} ";

        Assert.Equal(start + Before1_8, Compose("1.7.5", "cmdline-" + target));
        Assert.Equal(start + Of1_13, Compose("1.13.2", "cmdline-" + target));
        Assert.Equal(start + Of1_14, Compose("1.15.0", "cmdline-" + target));
    }

    [Fact]
    public void A_container_has_the_default_arguments_only() =>
        Assert.Equal("talos.platform=container " + Of1_13, Compose("1.13.0", "cmdline-container-amd64"));

    [Fact]
    public void Every_platform_has_arguments_for_every_architecture()
    {
        var assets =
            from platform in Platforms.All
            from architecture in Enum.GetValues<Architecture>()
            select AssetName.Cmdline(platform, architecture, secureBoot: false);

        Assert.All(assets, asset => Assert.StartsWith(
            $"talos.platform={asset.Platform} ",
            KernelArguments.Compose(new(1, 13, 0), asset, new()).ToString(),
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.7.9", "metal-arm64.iso", "talos.platform=metal console=ttyAMA0 console=tty0 " + Before1_8)]
    [InlineData(
        "1.8.0", "metal-amd64.iso", "talos.platform=metal console=tty0 talos.halt_if_installed=1 " + Before1_8)]
    [InlineData("1.8.0", "metal-amd64.raw.zst", "talos.platform=metal console=tty0 " + Before1_8)]
    public void An_ISO_halts_on_an_installed_machine(string version, string asset, string expected) =>
        Assert.Equal(expected, Compose(version, asset));

    [Theory]
    [InlineData("1.13.9", "cmdline-metal-amd64-secureboot", Of1_13 + " lockdown=confidentiality")]
    [InlineData("1.14.0", "cmdline-metal-amd64-secureboot", Of1_14)]
    public void SecureBoot_locks_the_kernel_down_before_1_14(string version, string asset, string defaults) =>
        Assert.Equal("talos.platform=metal console=tty0 " + defaults, Compose(version, asset));

    [Theory]
    [InlineData("cmdline-metal-amd64", true)]
    [InlineData("metal-amd64.iso", true)]
    [InlineData("metal-amd64.raw.zst", false)]
    [InlineData("metal-amd64-uki.efi", false)]
    [InlineData("installer-amd64.tar", false)]
    public void META_values_are_on_the_command_line_of_text_and_ISO(string asset, bool expected)
    {
        var options = new KernelArgumentsOptions { Meta = [new MetaValue(10, "{\"externalIPs\":[\"1.2.3.4\"]}")] };

        var line = Compose("1.13.0", asset, options);

        const string Meta = " talos.environment=INSTALLER_META_BASE64=MHhhPXsiZXh0ZXJuYWxJUHMiOlsiMS4yLjMuNCJdfQ==";
        Assert.Equal(expected, line.EndsWith(Meta, StringComparison.Ordinal));
        Assert.Equal(expected, line.Contains("META", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.6.2", false)]
    [InlineData("1.6.3", true)]
    public void Long_META_values_are_compressed_from_1_6_3(string version, bool expected)
    {
        var options = new KernelArgumentsOptions
        {
            Meta = [new MetaValue(10, Repeat("foobar")), new MetaValue(11, Repeat("baz"))],
        };

        var line = Compose(version, "cmdline-metal-amd64", options);

        var encoded = line[(line.LastIndexOf("BASE64=", StringComparison.Ordinal) + "BASE64=".Length)..];
        Assert.Equal(expected, encoded.Length < 256);
        Assert.Equal(expected, Convert.FromBase64String(encoded)[0] == 0x1F);
    }

    [Theory]
    [InlineData("nolapic nomodeset", "talos.platform=metal console=tty0 " + Of1_14 + " nolapic nomodeset")]
    [InlineData("console=ttyS1 console=ttyS2", "talos.platform=metal console=ttyS1 console=ttyS2 " + Of1_14)]
    [InlineData("talos.platform=nocloud", "talos.platform=nocloud console=tty0 " + Of1_14)]
    [InlineData("-console", "talos.platform=metal " + Of1_14)]
    [InlineData("-console=tty0 -selinux=0", "talos.platform=metal " + Of1_14)]
    [InlineData(
        "pti=off",
        "talos.platform=metal console=tty0 slab_nomerge pti=on pti=off consoleblank=0 printk.devkmsg=on selinux=1 "
            + "module.sig_enforce=1 proc_mem.force_override=never")]
    [InlineData("-", "talos.platform=metal console=tty0 " + Of1_14 + " -")]
    public void The_users_arguments_come_last_and_may_take_away(string extra, string expected)
    {
        var options = new KernelArgumentsOptions { Extra = extra.Split(' ') };

        Assert.Equal(expected, Compose("1.14.0", "cmdline-metal-amd64", options));
    }

    [Theory]
    [InlineData("1.9.5", "metal-amd64-uki.efi", false)]
    [InlineData("1.9.5", "installer-amd64.tar", false)]
    [InlineData("1.9.5", "metal-amd64-secureboot-uki.efi", true)]
    [InlineData("1.10.0", "metal-amd64-uki.efi", true)]
    [InlineData("1.9.5", "metal-amd64.iso", true)]
    public void The_users_arguments_count_where_the_table_says_so(string version, string asset, bool expected)
    {
        var options = new KernelArgumentsOptions { Extra = ["nolapic"] };

        Assert.Equal(expected, Compose(version, asset, options).EndsWith(" nolapic", StringComparison.Ordinal));
    }

    [Fact]
    public void An_overlay_replaces_the_consoles_of_the_platform_and_the_user_replaces_both()
    {
        var overlay = new KernelArgumentsOptions { Overlay = ["console=tty1 console=ttyS2,1500000n8", "board=x"] };
        var both = overlay with { Extra = ["console=ttyUSB0"] };

        Assert.Equal(
            "talos.platform=metal console=tty1 console=ttyS2,1500000n8 board=x " + Of1_13,
            Compose("1.13.0", "metal-arm64.raw.xz", overlay));
        Assert.Equal(
            "talos.platform=metal console=ttyUSB0 board=x " + Of1_13,
            Compose("1.13.0", "metal-arm64.raw.xz", both));
    }

    [Fact]
    public void An_overlay_counts_for_the_command_line_that_PXE_boots_with()
    {
        var overlay = new KernelArgumentsOptions { Overlay = ["board=x"] };

        Assert.Equal(
            "talos.platform=metal console=ttyAMA0 console=tty0 board=x " + Of1_13,
            Compose("1.13.0", "cmdline-metal-arm64", overlay));
    }

    [Theory]
    [InlineData("kernel-amd64")]
    [InlineData("initramfs-amd64.xz")]
    public void Kernel_and_initramfs_have_no_command_line(string asset) =>
        Assert.Throws<ArgumentException>(() => Compose("1.13.0", asset));

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, 256));

    private static string Compose(string version, string asset, KernelArgumentsOptions? options = null)
    {
        Assert.True(AssetName.TryParse(asset, out var name, out var fault), fault);
        return KernelArguments.Compose(TalosVersion.Parse(version), name, options ?? new()).ToString();
    }
}
