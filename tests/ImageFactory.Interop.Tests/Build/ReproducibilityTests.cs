using System.Security.Cryptography;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>Every output twice: in two processes, with two stores, by one thread and by eight.</summary>
public sealed class ReproducibilityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.7.0", "amd64")]
    [InlineData("v1.7.0", "arm64")]
    [InlineData("v1.13.0", "amd64")]
    [InlineData("v1.13.0", "arm64")]
    public Task Every_output_comes_out_the_same(string version, string architecture) => AssertSameTwiceAsync(["iproute2", "fuse3"], version, architecture);

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Signed_outputs_come_out_the_same_with_the_same_keys(string architecture)
    {
        using var keys = new TemporaryDirectory();
        await Tool.RunAsync(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "imagefactory.dll"), "keys", "generate", "--output", keys.Path);
        var configuration = keys.Combine("factory.json");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            {"SecureBoot": {
              "Certificate": "{{keys.Combine("uki-signing-cert.pem")}}",
              "SigningKey": {"File": "{{keys.Combine("uki-signing-key.pem")}}"},
              "PcrKey": {"File": "{{keys.Combine("pcr-signing-key.pem")}}"}
            } }
            """,
            Cancel);

        await AssertSameTwiceAsync(
            ["iproute2"], "v1.13.0", configuration, [$"metal-{architecture}-secureboot-uki.efi", $"metal-{architecture}-secureboot.iso"]);
    }

    [Fact]
    public Task Disks_in_every_format_come_out_the_same() => AssertSameTwiceAsync(
        ["iproute2"],
        "v1.13.0",
        configuration: null,
        ["metal-amd64.qcow2", "metal-amd64.raw.zst", "metal-amd64.raw.xz", "azure-amd64.vhd.gz", "gcp-amd64.raw.tar.gz", "vmware-amd64.ova"]);

    [Theory]
    [MatrixTier]
    [InlineData("v1.11.0", "amd64")]
    [InlineData("v1.11.0", "arm64")]
    public Task Large_outputs_come_out_the_same(string version, string architecture) => AssertSameTwiceAsync(["containerd", "tpm2-tools"], version, architecture);

    private static async Task AssertSameTwiceAsync(IReadOnlyList<string> extensions, string version, string architecture)
    {
        string[] files =
        [
            $"kernel-{architecture}", $"initramfs-{architecture}.xz", $"cmdline-metal-{architecture}", $"metal-{architecture}-uki.efi",
            $"metal-{architecture}.iso", $"metal-{architecture}.raw",
        ];
        await AssertSameTwiceAsync(extensions, version, configuration: null, files);
    }

    private static async Task AssertSameTwiceAsync(IReadOnlyList<string> extensions, string version, string? configuration, string[] files)
    {
        using var one = new TemporaryDirectory();
        using var other = new TemporaryDirectory();

        var first = await HashAsync(await Executable.BuildAsync(one, extensions, version, processors: 1, configuration, files));
        var second = await HashAsync(await Executable.BuildAsync(other, extensions, version, processors: 8, configuration, [.. files.Reverse()]));

        Assert.Equal(files.Order(StringComparer.Ordinal), first.Keys);
        Assert.Equal(first, second);
    }

    private static async Task<SortedDictionary<string, string>> HashAsync(string directory)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(directory))
        {
            await using var content = File.OpenRead(path);
            hashes[Path.GetFileName(path)] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Cancel));
        }

        return hashes;
    }
}
