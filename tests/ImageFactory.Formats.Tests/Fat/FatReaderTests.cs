using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Tests.SquashFs;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Fat;

/// <summary>File systems that mkfs.vfat and mtools made, and damaged ones.</summary>
public sealed class FatReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("12", "1M", 1)]
    [InlineData("16", "16M", 2)]
    [InlineData("32", "64M", 1)]
    [InlineData("32", "300M", 8)]
    public async Task Every_file_of_mtools_is_found(string bits, string size, int sectorsPerCluster)
    {
        var image = await MakeAsync(bits, size, sectorsPerCluster);
        var tree = Directory.CreateDirectory(_directory.Combine("tree", "EFI", "Linux")).FullName;
        var large = new byte[200_001];
        new Random(1).NextBytes(large);
        await File.WriteAllBytesAsync(Path.Combine(tree, "A long name~1 with größe.efi"), large, Cancel);
        await File.WriteAllTextAsync(_directory.Combine("tree", "EFI", "UPPER.EFI"), "upper", Cancel);
        await File.WriteAllTextAsync(_directory.Combine("tree", "EFI", "lower.efi"), "lower", Cancel);
        await File.WriteAllTextAsync(_directory.Combine("tree", "EFI", "empty"), string.Empty, Cancel);
        await Tool.RunAsync("env", "LC_ALL=C.UTF-8", "mcopy", "-s", "-i", image, _directory.Combine("tree", "EFI"), "::");

        var entries = await ReadAsync(await File.ReadAllBytesAsync(image, Cancel));

        Assert.Equal(
            ["EFI", "EFI/Linux", "EFI/Linux/A long name~1 with größe.efi", "EFI/UPPER.EFI", "EFI/empty", "EFI/lower.efi"],
            entries.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal(large, await MapBytes.ReadAsync(entries.Single(entry => entry.Path.Contains("größe", StringComparison.Ordinal)).Content!));
        Assert.Equal("upper"u8.ToArray(), await MapBytes.ReadAsync(entries.Single(entry => entry.Path is "EFI/UPPER.EFI").Content!));
    }

    [Fact]
    public async Task A_file_in_pieces_is_put_together()
    {
        var image = await MakeAsync("12", "1M", 1);
        await File.WriteAllBytesAsync(_directory.Combine("small"), new byte[600], Cancel);
        for (var number = 0; number < 40; number++)
        {
            await Tool.RunAsync("mcopy", "-i", image, _directory.Combine("small"), $"::S{number}");
        }

        for (var number = 0; number < 40; number += 2)
        {
            await Tool.RunAsync("mdel", "-i", image, $"::S{number}");
        }

        var content = new byte[15_000];
        new Random(2).NextBytes(content);
        await File.WriteAllBytesAsync(_directory.Combine("large"), content, Cancel);
        await Tool.RunAsync("mcopy", "-i", image, _directory.Combine("large"), "::LARGE");

        var entries = await ReadAsync(await File.ReadAllBytesAsync(image, Cancel));

        Assert.Equal(content, await MapBytes.ReadAsync(entries.Single(entry => entry.Path is "LARGE").Content!));
        Assert.Equal(21, entries.Count);
    }

    [Fact]
    public async Task A_directory_of_many_clusters_is_read_to_its_end()
    {
        var files = Enumerable.Range(0, 1500).Select(number => SampleFat.File($"A long file name number {number}.txt", $"{number}"));

        var entries = await FatReader.ReadAsync(SampleFat.Map(new FatTree(files), SampleFat.Options()), new MemoryBlobs(), Cancel);

        Assert.Equal(1500, entries.Count);
    }

    [Fact]
    public async Task What_we_write_is_read_back()
    {
        var tree = SampleFat.Esp();

        var entries = await FatReader.ReadAsync(SampleFat.Map(tree, SampleFat.Options()), new MemoryBlobs(), Cancel);

        Assert.Equal(tree.Entries, entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(40_000)]
    public async Task A_truncated_image_is_invalid(int length)
    {
        var image = await SmallAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(image[..length]));
    }

    [Fact]
    public async Task Damage_is_read_or_invalid()
    {
        var image = await SmallAsync();

        // Boot sector; two tables of two sectors; root directory.
        await Mutations.AssertHarmlessAsync(image, [.. Enumerable.Range(0, 64), .. Enumerable.Range(512, 64), .. Root(image)], ReadAsync);
    }

    [Fact]
    public async Task A_directory_in_itself_is_invalid()
    {
        var image = await SmallAsync();
        var entry = Root(image).Where(offset => offset % 32 == 0).First(offset => (image[offset + 11] & 0x3F) == 0x10);
        var cluster = BitConverter.ToUInt16(image, entry + 26);

        // The directory's own list shows it once more, in the place of its second entry.
        var list = Root(image).First() + (512 * 32) + ((cluster - 2) * 512);
        image.AsSpan(entry, 32).CopyTo(image.AsSpan(list + 64));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(image));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<IReadOnlyList<FatEntry>> ReadAsync(byte[] image) =>
        FatReader.ReadAsync(ExtentMap.OfBytes(image), new MemoryBlobs(), Cancel);

    // 512 entries of 32 bytes behind the reserved sectors and two tables.
    private static IEnumerable<int> Root(byte[] image)
    {
        var start = (BitConverter.ToUInt16(image, 14) + (2 * BitConverter.ToUInt16(image, 22))) * 512;
        return Enumerable.Range(start, 32 * 16);
    }

    private async Task<byte[]> SmallAsync()
    {
        var image = await MakeAsync("12", "200K", 1);
        Directory.CreateDirectory(_directory.Combine("EFI"));
        await File.WriteAllTextAsync(_directory.Combine("EFI", "A long name.efi"), new string('x', 3000), Cancel);
        await Tool.RunAsync("mcopy", "-s", "-i", image, _directory.Combine("EFI"), "::");
        await Tool.RunAsync("mcopy", "-i", image, _directory.Combine("EFI", "A long name.efi"), "::");
        return await File.ReadAllBytesAsync(image, Cancel);
    }

    private async Task<string> MakeAsync(string bits, string size, int sectorsPerCluster)
    {
        var image = _directory.Combine("image");
        await Tool.RunAsync("truncate", "-s", size, image);
        await Tool.RunAsync("mkfs.vfat", "-a", "-F", bits, "-s", $"{sectorsPerCluster}", "-n", "LABEL", image);
        return image;
    }
}
