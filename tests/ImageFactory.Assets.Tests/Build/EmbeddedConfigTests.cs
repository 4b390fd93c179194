using System.Security.Cryptography;
using System.Text;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Machine configuration is in the assets, and readable nowhere else.</summary>
public sealed class EmbeddedConfigTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Version = "v1.13.0";
    private const string Marker = "token: SECRET-of-the-cluster";

    // Long and hardly compressible, so that its packed form would be recognized inside of any compression.
    private static readonly string Configuration = Marker + "\nkey: " + Convert.ToBase64String(
        [.. Enumerable.Range(0, 100).SelectMany(number => SHA256.HashData(BitConverter.GetBytes(number)))]);

    private static readonly string Schematic =
        "customization:\n  bootloader: sd-boot\n  embeddedMachineConfiguration: |\n    " + Configuration.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";

    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Combine("data");

    [Theory]
    [InlineData("initramfs-amd64.xz")]
    [InlineData("metal-amd64-uki.efi")]
    [InlineData("metal-arm64.iso")]
    [InlineData("metal-arm64.raw.zst")]
    [InlineData("metal-arm64.ova")]
    public async Task Nothing_in_the_store_shows_it(string file)
    {
        var packed = await PackAsync();
        using var factory = new FactoryLab(release.Source, Data);

        var asset = await factory.GetAsync(Schematic, Version, file);

        Assert.NotEmpty(asset);
        byte[][] traces =
        [
            Encoding.UTF8.GetBytes(Marker),
            .. Enumerable.Range(0, 3).Select(skipped => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Marker)[skipped..])[..24])),
            packed[100..116],
            packed[1000..1016],
        ];
        foreach (var path in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.All(traces, trace => Assert.True(bytes.AsSpan().IndexOf(trace) < 0, path));
        }
    }

    [Fact]
    public async Task The_initramfs_holds_it_packed_and_in_the_schematic()
    {
        var packed = await PackAsync();
        using var factory = new FactoryLab(release.Source, Data);

        var initramfs = await factory.GetAsync(Schematic, Version, "initramfs-amd64.xz");

        Assert.True(initramfs.AsSpan().IndexOf(packed.AsSpan(1000, 16)) > 0);
        var text = Encoding.Latin1.GetString(initramfs);
        var schematic = text.IndexOf("name: \"schematic\"", StringComparison.Ordinal);
        Assert.InRange(schematic, 0, text.IndexOf("name: \"embedded-config\"", StringComparison.Ordinal));
        Assert.Contains(Marker, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_the_same_bytes_come_from_the_store()
    {
        byte[] first;
        using (var factory = new FactoryLab(release.Source, Data))
        {
            first = await factory.GetAsync(Schematic, Version, "metal-amd64-uki.efi");
        }

        using var restarted = new FactoryLab(release.Source, Data);
        Assert.Equal(first, await restarted.GetAsync(Schematic, Version, "metal-amd64-uki.efi"));
    }

    [Fact]
    public async Task A_plan_shows_only_its_hash()
    {
        using var factory = new FactoryLab(release.Source, Data);

        var plan = await factory.PlanAsync(Schematic, Version, "metal-amd64-uki.efi");

        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Configuration + "\n"))), plan.Explain(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", plan.Explain(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsquashed_configuration_has_its_mode()
    {
        using var body = new MemoryStream();
        var image = await WriteAsync(body);
        var path = _directory.Combine("config.sqsh");
        await File.WriteAllBytesAsync(path, [.. image.Superblock.Span, .. body.ToArray()], TestContext.Current.CancellationToken);

        var listing = await Tool.RunAsync("unsquashfs", "-lln", path);

        Assert.Contains("-r-------- 0/0", listing.Split('\n').Single(line => line.EndsWith("/usr/local/etc/talos/config.yaml", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsquashed_configuration_has_its_label()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may set security attributes.");
        Tool.Require("getfattr");
        using var body = new MemoryStream();
        var image = await WriteAsync(body);
        var path = _directory.Combine("config.sqsh");
        await File.WriteAllBytesAsync(path, [.. image.Superblock.Span, .. body.ToArray()], TestContext.Current.CancellationToken);

        await Tool.RunAsync("unsquashfs", "-no-progress", "-d", _directory.Combine("out"), path);
        var shown = await Tool.RunAsync(
            "getfattr", "-d", "-m", "-", "--absolute-names", Path.Combine(_directory.Combine("out"), "usr/local/etc/talos/config.yaml"));

        Assert.Contains("security.selinux=\"system_u:object_r:system_state_t:s0\"", shown, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static Task<SquashFsImage> WriteAsync(Stream body) => SquashFsWriter.WriteAsync(
        EmbeddedConfigExtension.Create(Configuration + "\n").Root,
        new SquashFsOptions { Compressor = SquashFsCompressor.Zstd, Level = FactoryLab.Options.ZstdLevel, ModificationTime = 0, Threads = 1 },
        new MemoryBlobs(),
        body,
        TestContext.Current.CancellationToken);

    private static async Task<byte[]> PackAsync()
    {
        using var body = new MemoryStream();
        await WriteAsync(body);
        return body.ToArray();
    }
}
