using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>What installers are made of.</summary>
public sealed class InstallerTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.13.0", "installer-amd64.tar")]
    [InlineData("v1.13.0", "aws-installer-arm64.tar")]
    [InlineData("v1.9.5", "installer-arm64.tar")]
    [InlineData("v1.9.5", "installer-amd64-secureboot.tar")]
    [InlineData("v1.3.7", "installer-amd64.tar")]
    public async Task An_installer_is_the_base_and_one_uncompressed_layer(string version, string file)
    {
        var image = await ReadAsync(version, file);

        Assert.Equal(
            ["application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.oci.image.layer.v1.tar"],
            image.Manifest.Layers.Select(layer => layer.MediaType));
    }

    [Fact]
    public async Task Two_factories_make_the_same_installer()
    {
        var first = await ReadAsync("v1.13.0", "installer-amd64.tar");
        using var other = new FactoryLab(release.Source, _directory.Combine("other"));

        var second = await ReadAsync(other, "v1.13.0", "installer-amd64.tar");

        Assert.Equal(first.Descriptor.Digest, second.Descriptor.Digest);
    }

    [Theory]
    [InlineData("v1.13.0", "installer-amd64.tar", "usr/install/amd64/systemd-boot.efi usr/install/amd64/vmlinuz.efi")]
    [InlineData("v1.9.5", "installer-arm64.tar", "usr/install/arm64/initramfs.xz usr/install/arm64/vmlinuz")]
    [InlineData("v1.13.0", "installer-arm64-secureboot.tar", "usr/install/arm64/systemd-boot.efi usr/install/arm64/vmlinuz.efi")]
    [InlineData("v1.9.5", "installer-amd64-secureboot.tar", "usr/install/amd64/systemd-boot.efi usr/install/amd64/vmlinuz.efi.signed")]
    public async Task The_layer_has_what_the_installer_of_the_version_looks_for(string version, string file, string expected)
    {
        var (blobs, archive) = await BuildAsync(version, file);
        var image = await ImageArchive.ReadAsync(archive, blobs, Cancel);
        var layer = image.Blobs[image.Manifest.Layers[^1].Digest];

        var files = await Formats.Tar.TarIndex.ReadAsync(layer, blobs, Cancel);

        Assert.Equal(expected.Split(' '), files.Keys);
    }

    [Theory]
    [InlineData("metal-amd64.raw", "installer-amd64.tar", "amd64")]
    [InlineData("metal-arm64-secureboot.raw", "installer-arm64-secureboot.tar", "arm64")]
    public async Task The_unified_kernel_image_inside_is_the_one_of_the_disk(string disk, string installer, string architecture)
    {
        const string Schematic = "customization: {bootloader: sd-boot}";
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));
        var booted = await factory.ReadAsync(Schematic, "v1.13.0", disk, async (map, blobs) =>
        {
            var partition = (await GptReader.FindAsync(map, blobs, Cancel))!.Partitions[0];
            var files = await FatReader.ReadAsync(map.Slice(partition.Offset, partition.Length), blobs, Cancel);
            return await ReadBytesAsync(files.Single(file => file.Path is "EFI/Linux/Talos-v1.13.0.efi").Content!, blobs);
        });

        Assert.Equal(booted, await ReadUkiAsync(factory, Schematic, "v1.13.0", installer, $"usr/install/{architecture}/vmlinuz.efi"));
    }

    // Since Talos 1.10 an installer's has a boot menu entry that the asset has not.
    [Fact]
    public async Task Before_boot_menu_entries_it_is_the_asset()
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));

        Assert.Equal(
            await factory.GetAsync("{}", "v1.9.5", "metal-amd64-secureboot-uki.efi"),
            await ReadUkiAsync(factory, "{}", "v1.9.5", "installer-amd64-secureboot.tar", "usr/install/amd64/vmlinuz.efi.signed"));
    }

    [Fact]
    public async Task Every_blob_has_the_digest_under_which_it_is_named()
    {
        var (blobs, archive) = await BuildAsync("v1.13.0", "installer-amd64.tar");
        var image = await ImageArchive.ReadAsync(archive, blobs, Cancel);

        foreach (var (digest, content) in image.Blobs)
        {
            Assert.Equal(digest, await ExtentMapHash.Sha256Async(content, blobs, Cancel));
        }
    }

    [Fact]
    public async Task No_archive_is_kept()
    {
        await ReadAsync("v1.13.0", "installer-amd64.tar");

        var recipes = Directory.EnumerateFiles(Path.Combine(_directory.Combine("data"), "recipes"));
        Assert.InRange(recipes.Max(recipe => new FileInfo(recipe).Length), 1, 32 * 1024);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<ArchivedImage> ReadAsync(FactoryLab factory, string version, string file)
    {
        var blobs = new MemoryBlobs();
        return await ImageArchive.ReadAsync(blobs.Add(await factory.GetAsync("{}", version, file)), blobs, Cancel);
    }

    private async Task<ArchivedImage> ReadAsync(string version, string file)
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));
        return await ReadAsync(factory, version, file);
    }

    private static async Task<byte[]> ReadUkiAsync(FactoryLab factory, string schematic, string version, string file, string path)
    {
        var blobs = new MemoryBlobs();
        var image = await ImageArchive.ReadAsync(blobs.Add(await factory.GetAsync(schematic, version, file)), blobs, Cancel);
        var files = await Formats.Tar.TarIndex.ReadAsync(image.Blobs[image.Manifest.Layers[^1].Digest], blobs, Cancel);
        return await ReadBytesAsync(files[path], blobs);
    }

    private static async Task<byte[]> ReadBytesAsync(ExtentMap content, IBlobSource blobs)
    {
        var bytes = new byte[content.Length];
        await using var reader = new ExtentReader(content, blobs);
        await reader.ReadExactlyAsync(0, bytes, Cancel);
        return bytes;
    }

    private async Task<(MemoryBlobs Blobs, ExtentMap Archive)> BuildAsync(string version, string file)
    {
        using var factory = new FactoryLab(release.Source, _directory.Combine("data"));
        var blobs = new MemoryBlobs();
        return (blobs, blobs.Add(await factory.GetAsync("{}", version, file)));
    }
}
