using System.Text.Json;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Tests.Build;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Plans;

/// <summary>What changes a plan's hash, and what does not.</summary>
public sealed class BuildPlanTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";
    private const string Arguments = "customization: {extraKernelArgs: [quiet]}";
    private const string Initramfs = "initramfs-amd64.xz";
    private const string Uki = "metal-amd64-uki.efi";
    private const string SignedIso = "metal-amd64-secureboot.iso";
    private const string Disk = "metal-arm64.raw";

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("kernel-amd64")]
    [InlineData("cmdline-metal-amd64")]
    [InlineData(Initramfs)]
    [InlineData(Uki)]
    public async Task Equal_requests_have_equal_hashes_in_every_instance(string file)
    {
        var one = await HashAsync(Hello, "v1.13.0", file);
        var other = await HashAsync(Hello, "v1.13.0", file);

        Assert.Equal(one, other);
        Assert.Matches("^[0-9a-f]{64}$", one);
    }

    [Theory]
    [InlineData("{}", "v1.13.0", "kernel-amd64", Hello, "v1.13.0", "kernel-amd64", true)]
    [InlineData("{}", "v1.13.0", "kernel-amd64", "{}", "v1.12.4", "kernel-amd64", false)]
    [InlineData("{}", "v1.13.0", "kernel-amd64", "{}", "v1.13.0", "kernel-arm64", false)]
    [InlineData("{}", "v1.13.0", Initramfs, Arguments, "v1.13.0", Initramfs, false)]
    [InlineData("{}", "v1.13.0", Initramfs, Hello, "v1.13.0", Initramfs, false)]
    [InlineData("{}", "v1.13.0", Uki, "{}", "v1.13.0", "aws-amd64-uki.efi", false)]
    [InlineData("{}", "v1.13.0", Uki, Arguments, "v1.13.0", Uki, false)]
    [InlineData("{}", "v1.13.0", "cmdline-metal-amd64", "{}", "v1.13.0", "cmdline-aws-amd64", false)]
    [InlineData("{}", "v1.13.0", "metal-amd64.iso", "{}", "v1.13.0", "metal-amd64-secureboot.iso", false)]
    [InlineData("{}", "v1.13.0", SignedIso, "customization: {secureboot: {enrollKeys: force}}", "v1.13.0", SignedIso, false)]
    [InlineData("{}", "v1.13.0", SignedIso, "customization: {secureboot: {includeWellKnownCertificates: true}}", "v1.13.0", SignedIso, false)]
    [InlineData("{}", "v1.13.0", Disk, "customization: {diskImage: {sectorSize: 4096}}", "v1.13.0", Disk, false)]
    [InlineData("{}", "v1.13.0", Disk, "customization: {meta: [{key: 10, value: x}]}", "v1.13.0", Disk, false)]
    [InlineData("{}", "v1.13.0", Disk, "{}", "v1.13.0", "aws-arm64.raw", false)]
    [InlineData("{}", "v1.13.0", "cmdline-metal-amd64", Hello, "v1.13.0", "cmdline-metal-amd64", true)]
    public async Task The_hash_follows_what_influences_the_bytes(
        string schematic, string version, string file, string otherSchematic, string otherVersion, string otherFile, bool isEqual)
    {
        var one = await HashAsync(schematic, version, file);
        var other = await HashAsync(otherSchematic, otherVersion, otherFile);

        Assert.Equal(isEqual, one == other);
    }

    public static TheoryData<string, PlanOptions, string, string, bool> Operators => new()
    {
        { "external URL", FactoryLab.Options with { ExternalUrl = "https://other.example.org" }, "v1.13.0", Initramfs, true },
        { "external URL", FactoryLab.Options with { ExternalUrl = "https://other.example.org" }, "v1.13.0", "kernel-amd64", false },
        { "zstd level", FactoryLab.Options with { ZstdLevel = 4 }, "v1.13.0", Initramfs, true },
        { "zstd level", FactoryLab.Options with { ZstdLevel = 4 }, "v1.7.6", Initramfs, false },
        { "xz preset", FactoryLab.Options with { XzPreset = 4 }, "v1.7.6", Initramfs, true },
        { "xz preset", FactoryLab.Options with { XzPreset = 4 }, "v1.13.0", Initramfs, false },
        { "splash", FactoryLab.Options with { Splash = new byte[] { 1 } }, "v1.13.0", Uki, true },
        { "splash", FactoryLab.Options with { Splash = new byte[] { 1 } }, "v1.13.0", Initramfs, false },
    };

    [Theory]
    [MemberData(nameof(Operators), DisableDiscoveryEnumeration = true)]
    public async Task The_hash_follows_what_the_operator_decides(string what, PlanOptions options, string version, string file, bool isOther)
    {
        var one = await HashAsync(Hello, version, file);
        var other = await HashAsync(Hello, version, file, options);

        Assert.True(isOther == (one != other), what);
    }

    [Fact]
    public async Task The_hash_follows_the_digest_of_an_extension()
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));
        var plan = await factory.PlanAsync(Hello, "v1.13.0", Initramfs);
        var extension = plan.Extensions!.Official.Single();
        var other = extension with { Digest = ImageFactory.Formats.Extents.Digest.OfBytes("other"u8) };

        var changed = plan with { Extensions = plan.Extensions with { Official = [other] } };

        Assert.NotEqual(plan.Hash(), changed.Hash());
    }

    [Theory]
    [InlineData("none", "v1.9.5", "metal-amd64.iso", "grub")]
    [InlineData("sd-boot", "v1.9.5", "metal-amd64.iso", "grub")]
    [InlineData("none", "v1.13.0", "metal-amd64.iso", "sd-boot and grub")]
    [InlineData("none", "v1.13.0", "metal-arm64.iso", "sd-boot")]
    [InlineData("grub", "v1.13.0", "metal-arm64.iso", "grub")]
    [InlineData("grub", "v1.13.0", "metal-amd64-secureboot.iso", "sd-boot")]
    [InlineData("none", "v1.9.5", "metal-arm64.raw", "grub")]
    [InlineData("none", "v1.13.0", "metal-amd64.raw", "sd-boot and grub and META 0x11=dual-boot")]
    [InlineData("dual-boot", "v1.9.5", "metal-amd64.raw", "sd-boot and grub")]
    [InlineData("none", "v1.13.0", "metal-arm64.raw", "sd-boot")]
    [InlineData("grub", "v1.13.0", "metal-amd64.raw", "grub")]
    public async Task The_boot_loaders_are_those_of_the_version_or_chosen(string chosen, string version, string file, string expected)
    {
        var plan = await PlanAsync($"customization: {{bootloader: {chosen}}}", version, file);

        string?[] planned =
        [
            plan.Uki is null ? null : "sd-boot",
            plan.Grub is null ? null : "grub",
            .. plan.Disk?.Meta.Select(value => $"META {value}") ?? [],
        ];
        Assert.Equal(expected, string.Join(" and ", planned.OfType<string>()));
    }

    [Theory]
    [InlineData("v1.3.7", false)]
    [InlineData("v1.9.5", true)]
    public async Task GRUB_offers_a_reset_from_Talos_1_4_on(string version, bool isOffered) =>
        Assert.Equal(isOffered, (await PlanAsync("{}", version, "metal-amd64.iso")).Grub!.HasReset);

    [Fact]
    public async Task The_hash_follows_the_keys_of_what_is_signed()
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("one"));
        using var other = new FactoryLab(release.Source, _directory.Combine("other"), keys: LabKeys.Other);

        Assert.NotEqual((await factory.PlanAsync("{}", "v1.13.0", SignedIso)).Hash(), (await other.PlanAsync("{}", "v1.13.0", SignedIso)).Hash());
        Assert.Equal((await factory.PlanAsync("{}", "v1.13.0", Uki)).Hash(), (await other.PlanAsync("{}", "v1.13.0", Uki)).Hash());
    }

    [Fact]
    public async Task The_explanation_is_indented_json_of_all_that_goes_in()
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));
        var plan = await factory.PlanAsync(Hello, "v1.13.0", Uki);

        var text = plan.Explain();

        using var json = JsonDocument.Parse(text);
        Assert.Contains("\n  ", text, StringComparison.Ordinal);
        Assert.Equal("siderolabs/hello", json.RootElement.GetProperty("extensions").GetProperty("official")[0].GetProperty("name").GetString());
        Assert.Equal(plan.CommandLine, json.RootElement.GetProperty("commandLine").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("artifacts").GetProperty("roles").GetArrayLength());
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> HashAsync(string schematic, string version, string file, PlanOptions? options = null) =>
        (await PlanAsync(schematic, version, file, options)).Hash();

    private async Task<BuildPlan> PlanAsync(string schematic, string version, string file, PlanOptions? options = null)
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine(Guid.NewGuid().ToString("n")), options);
        return await factory.PlanAsync(schematic, version, file);
    }
}
