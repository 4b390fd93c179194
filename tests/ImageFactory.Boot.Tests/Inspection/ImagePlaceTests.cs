using System.Text;
using ImageFactory.Boot.Inspection;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Inspection;

/// <summary>Images of others have a marker in a file; its place is found by its bytes.</summary>
public sealed class ImagePlaceTests : IDisposable
{
    private const string Marker = "here is what differs, and nothing else has this sentence";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Image => _directory.Combine("image");

    [Fact]
    public async Task A_file_in_a_partition_of_a_disk_is_named_with_both()
    {
        var (partition, file) = (_directory.Combine("partition"), await MarkedFileAsync());
        await Tool.RunAsync("truncate", "-s", "48M", Image);
        await Tool.RunAsync("sgdisk", "-n", "1:2048:+40M", "-t", "1:ef00", "-c", "1:EFI", Image);
        await Tool.RunAsync("truncate", "-s", "40M", partition);
        await Tool.RunAsync("mkfs.vfat", "-F", "32", partition);
        await Tool.RunAsync("mmd", "-i", partition, "::loader");
        await Tool.RunAsync("mcopy", "-i", partition, file, "::loader/loader.conf");
        await Tool.RunAsync("dd", "if=" + partition, "of=" + Image, "bs=1M", "seek=1", "conv=notrunc");

        Assert.Equal(["partition EFI", "file loader/loader.conf"], await FindMarkerAsync());
    }

    [Fact]
    public async Task A_file_of_an_iso_is_named_with_its_path()
    {
        var tree = _directory.Combine("tree");
        Directory.CreateDirectory(Path.Combine(tree, "boot"));
        File.Move(await MarkedFileAsync(), Path.Combine(tree, "boot", "grub.cfg"));
        await Tool.RunAsync("genisoimage", "-quiet", "-R", "-o", Image, tree);

        Assert.Equal(["file boot/grub.cfg"], await FindMarkerAsync());
    }

    [Fact]
    public async Task An_archive_in_an_initramfs_is_counted()
    {
        var file = await MarkedFileAsync();
        await Tool.RunAsync("sh", "-c", $"cd '{_directory.Path}' && echo file | cpio -o -H newc --quiet > first && cat first first > '{Image}' && test -f '{file}'");

        Assert.Equal(["archive 1"], await FindMarkerAsync());
    }

    [Fact]
    public async Task What_is_of_no_known_kind_has_no_places()
    {
        await File.WriteAllTextAsync(Image, Marker, Cancel);

        Assert.Empty(await FindMarkerAsync());
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> MarkedFileAsync()
    {
        var path = _directory.Combine("file");
        await File.WriteAllTextAsync(path, Marker, Cancel);
        return path;
    }

    private async Task<IReadOnlyList<string>> FindMarkerAsync()
    {
        var bytes = await File.ReadAllBytesAsync(Image, Cancel);
        var blobs = new MemoryBlobs();
        return await ImagePlace.FindAsync(blobs.Add(bytes), blobs, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Marker)), Cancel);
    }
}
