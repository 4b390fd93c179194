using System.Globalization;
using System.Security.Cryptography;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Initramfs;

/// <summary>What extensions bring beside their layers, in a machine that boots.</summary>
[MatrixTier]
public sealed class ModuleMatrixTests(SampleFactory factory)
{
    private const string SignaturesOnly = "module.sig_enforce=1";

    private readonly DirectBoot _direct = new(factory);
    private readonly UefiBoot _uki = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // drbd.ko takes lru_cache.ko of its own extension and libcrc32c.ko of the base, which nothing else loads; the base's index has neither.
    [Theory]
    [InlineData(GuestArchitecture.Amd64, "v1.5.1")]
    [InlineData(GuestArchitecture.Amd64, "v1.9.0")]
    [InlineData(GuestArchitecture.Amd64, "v1.13.0")]
    [InlineData(GuestArchitecture.Arm64, "v1.13.0")]
    public async Task Modprobe_loads_a_module_of_an_extension_and_what_it_needs_of_the_base(GuestArchitecture architecture, string version)
    {
        var order = new Order { Version = version, Architecture = architecture, Extensions = ["iproute2", "drbd"] };

        var report = await _direct.RunAsync(order, Cancel);

        Assert.Equal("loaded", report["module.drbd"]);
    }

    [Fact]
    public async Task Modules_of_two_extensions_load_where_the_kernel_takes_only_signed_ones()
    {
        var order = new Order { Version = "v1.13.0", Extensions = ["btrfs", "drbd"], Arguments = ["lockdown=integrity"] };

        var report = await _uki.RunUkiAsync(order, tpm: false, Cancel);

        Assert.Contains(SignaturesOnly, report.Arguments);
        Assert.All(["btrfs", "blake2b_generic", "xxhash_generic", "drbd"], module => Assert.Equal("loaded", report[$"module.{module}"]));
    }

    [Fact]
    public async Task Many_extensions_with_modules_are_stacked_below_their_index()
    {
        string[] some = ["drbd", "iproute2", "btrfs"];

        var report = await _direct.RunAsync(new Order { Version = "v1.13.0", Extensions = [.. some, .. some, .. some, .. some] }, Cancel);

        Assert.Equal("loaded", report["module.btrfs"]);
        Assert.Equal("modules.dep", report.Extensions[^1].Name);
    }

    [Theory]
    [InlineData("v1.9.0")]
    [InlineData("v1.13.0")]
    public async Task Firmware_and_microcode_are_in_the_initramfs_itself(string version)
    {
        var order = new Order { Version = version, Extensions = ["amd-ucode", "bnx2-bnx2x", "intel-ucode", "i915"] };

        var report = await _direct.RunAsync(order, Cancel);

        var firmware = 0;
        foreach (var extension in new[] { "bnx2-bnx2x", "i915" })
        {
            var files = await SampleExtension.ReadAllAsync(version, "amd64", $"siderolabs/{extension}", Cancel);
            firmware += files.Keys.Count(path => path.Contains("lib/firmware/", StringComparison.Ordinal) && path[^1] != '/' && IsFile(files, path));
        }

        Assert.Equal(firmware, int.Parse(report["firmware.files"], CultureInfo.InvariantCulture));
        Assert.Equal(await MicrocodeAsync(version, "intel-ucode"), report["microcode.GenuineIntel"]);
        Assert.Equal(await MicrocodeAsync(version, "amd-ucode"), report["microcode.AuthenticAMD"]);
    }

    private static bool IsFile(IReadOnlyDictionary<string, byte[]> files, string path) =>
        !files.Keys.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal));

    private static async Task<string> MicrocodeAsync(string version, string extension)
    {
        var files = await SampleExtension.ReadAllAsync(version, "amd64", $"siderolabs/{extension}", Cancel);
        byte[] parts =
        [
            .. files.Where(file => file.Key.Contains($"lib/firmware/{extension}/", StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .SelectMany(file => file.Value),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(parts));
    }
}
