using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Formats.Tests.SquashFs;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Iso9660;

/// <summary>Images that xorriso and genisoimage made, and damaged ones.</summary>
public sealed class Iso9660ReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("genisoimage", "-quiet", "-R")]
    [InlineData("xorrisofs", "-quiet")]
    public async Task Every_entry_of_others_is_found(string program, params string[] options)
    {
        var image = await MakeAsync(program, [.. options, "-V", "SOME_VOLUME"]);

        var volume = await ReadAsync(image);

        Assert.Equal("SOME_VOLUME", volume.VolumeId);
        Assert.Equal(
            ["EFI", "EFI/Boot", "EFI/Boot/" + SampleIso.LongName, "EFI/Boot/bootx64.efi", "empty", "link"],
            volume.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal("EFI/./Boot/../Boot", volume.Entries.Single(entry => entry.Type == Iso9660EntryType.SymbolicLink).Target);
        var content = volume.Entries.Single(entry => entry.Path is "EFI/Boot/bootx64.efi").Content;
        Assert.Equal(new string('b', 5000), Encoding.ASCII.GetString(await MapBytes.ReadAsync(content, Blobs(image).Blobs)));
    }

    [Fact]
    public async Task Without_rock_ridge_names_are_plain()
    {
        var volume = await ReadAsync(await MakeAsync("genisoimage", ["-quiet"]));

        Assert.Contains("EFI/BOOT/BOOTX64.EFI", volume.Entries.Select(entry => entry.Path));
        Assert.Contains("EMPTY", volume.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public async Task The_boot_image_for_uefi_is_found()
    {
        var partition = await MapBytes.WriteAsync(FatImage.Map(SampleIso.Esp()), _directory.Combine("efi.img"));
        var image = await MakeAsync(
            "xorrisofs", ["-quiet", "-append_partition", "2", "0xef", partition, "-e", "--interval:appended_partition_2:all::", "-no-emul-boot"]);
        var (map, blobs) = Blobs(image);

        var boot = Assert.Single((await ReadAsync(image)).BootImages);
        var entries = await FatReader.ReadAsync(boot.Content, blobs, Cancel);

        Assert.True(boot.IsEfi);
        Assert.True(map.Length > boot.Content.Length);
        Assert.Contains("EFI/boot/BOOTX64.efi", entries.Select(entry => entry.Path));
    }

    [Fact]
    public async Task A_file_of_more_than_4_gib_is_put_together()
    {
        var tree = new Iso9660Tree([SampleIso.File("large", ExtentMap.OfZeros(5L << 30))], FatImage.Map(SampleIso.Esp()));

        var volume = await Iso9660Reader.ReadAsync(SampleIso.Map(tree), new MemoryBlobs(), Cancel);

        Assert.Equal(5L << 30, volume.Entries.Single(entry => entry.Path is "large").Length);
    }

    [Fact]
    public async Task What_we_write_is_read_back()
    {
        var tree = SampleIso.Tree();

        var volume = await Iso9660Reader.ReadAsync(SampleIso.Map(tree), new MemoryBlobs(), Cancel);

        var expected = tree.Entries.Select(entry => (entry.Path, entry.Type, entry.Permissions, entry.ModificationTime, entry.Length, entry.Target));
        var actual = volume.Entries.Where(entry => entry.Path is not "boot.catalog")
            .Select(entry => (entry.Path, entry.Type, entry.Permissions, entry.ModificationTime, entry.Length, entry.Target));
        Assert.Equal(expected.OrderBy(entry => entry.Path, StringComparer.Ordinal), actual.OrderBy(entry => entry.Path, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_truncated_image_is_invalid()
    {
        var image = await MakeAsync("genisoimage", ["-quiet", "-R"]);

        for (var length = 0; length < image.Length; length += 1777)
        {
            var fault = await Record.ExceptionAsync(() => ReadAsync(image[..length]));
            Assert.True(fault is null or InvalidDataException, $"{length}: {fault}");
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(image[..40_000]));
    }

    [Fact]
    public async Task Damage_is_read_or_invalid()
    {
        var image = await MakeAsync("genisoimage", ["-quiet", "-R"]);
        var root = BitConverter.ToInt32(image, 0x8000 + 156 + 2) * 2048;

        await Mutations.AssertHarmlessAsync(
            image, [.. Enumerable.Range(0x8000, 200), .. Enumerable.Range(root, 3 * 2048).Where(position => image[position] != 0)], ReadAsync);
    }

    [Fact]
    public async Task A_directory_in_itself_is_invalid()
    {
        var image = await MakeAsync("genisoimage", ["-quiet", "-R"]);
        var root = BitConverter.ToInt32(image, 0x8000 + 156 + 2);
        var record = image.AsSpan(root * 2048, 2048).IndexOf("\u0003EFI"u8) + (root * 2048) - 32;

        BitConverter.TryWriteBytes(image.AsSpan(record + 2), root);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(image));
    }

    public void Dispose() => _directory.Dispose();

    private static (ExtentMap Map, IBlobSource Blobs) Blobs(byte[] image)
    {
        var blobs = new MemoryBlobs();
        return (blobs.Add(image), blobs);
    }

    private static Task<Iso9660Volume> ReadAsync(byte[] image)
    {
        var (map, blobs) = Blobs(image);
        return Iso9660Reader.ReadAsync(map, blobs, Cancel);
    }

    private async Task<byte[]> MakeAsync(string program, IReadOnlyList<string> options)
    {
        var boot = Directory.CreateDirectory(_directory.Combine("tree", "EFI", "Boot")).FullName;
        await File.WriteAllTextAsync(Path.Combine(boot, "bootx64.efi"), new string('b', 5000), Cancel);
        await File.WriteAllTextAsync(Path.Combine(boot, SampleIso.LongName), "long", Cancel);
        await File.WriteAllTextAsync(_directory.Combine("tree", "empty"), string.Empty, Cancel);
        File.CreateSymbolicLink(_directory.Combine("tree", "link"), "EFI/./Boot/../Boot");
        var output = _directory.Combine("image.iso");
        await Tool.RunAsync(program, [.. options, "-o", output, _directory.Combine("tree")]);
        return await File.ReadAllBytesAsync(output, Cancel);
    }
}
