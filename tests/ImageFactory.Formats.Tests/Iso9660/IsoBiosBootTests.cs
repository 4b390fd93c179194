using System.Buffers.Binary;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Formats.Tests.Fat;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Iso9660;

/// <summary>xorriso, which makes such images, tells a BIOS the same.</summary>
public sealed class IsoBiosBootTests : IDisposable
{
    private const string Path = "eltorito.img";
    private const int TableOffset = 8;
    private const int GrubSector = 0x9F4;
    private const int CodeSector = 0x1B0;

    private static readonly ExtentMap Image = SampleFat.Pattern(31_250);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Xorriso_finds_what_a_BIOS_and_UEFI_boot()
    {
        var layout = await LayoutAsync();
        var image = await MapBytes.WriteAsync(Iso9660Image.Map(layout), _directory.Combine("image.iso"));

        var report = SampleIso.Words(await Tool.RunAsync("xorriso", "-indev", image, "-report_el_torito", "plain", "-report_system_area", "plain"));

        var start = layout.PartitionOffset;
        Assert.Contains($"El Torito boot img : 1 BIOS y none 0x0000 0x00 4 {BlockOf(layout)}\n", report, StringComparison.Ordinal);
        Assert.Contains($"El Torito boot img : 2 UEFI y none 0x0000 0x00 0 {start / 2048}\n", report, StringComparison.Ordinal);
        Assert.Contains("El Torito img path : 1 /eltorito.img\n", report, StringComparison.Ordinal);
        Assert.Contains("El Torito img opts : 1 boot-info-table grub2-boot-info\n", report, StringComparison.Ordinal);
        Assert.Contains("System area summary: MBR grub2-mbr cyl-align-off\n", report, StringComparison.Ordinal);
        Assert.Contains($"MBR partition : 1 0x80 0x00 0 {layout.Length / 512}\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_is_changed_as_xorriso_changes_it()
    {
        var layout = await LayoutAsync();
        var bytes = await MapBytes.ReadAsync(Iso9660Image.Map(layout));
        var ours = bytes.AsSpan((int)BlockOf(layout) * 2048, (int)Image.Length).ToArray();

        var (expected, block) = await PatchedByXorrisoAsync();

        // Only the place is another.
        var moved = (uint)(BlockOf(layout) - block);
        Add(expected, TableOffset + 4, moved);
        Add(expected, TableOffset + 12, 4 * moved);
        Add(expected, GrubSector, 4 * moved);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(ours));
    }

    [Fact]
    public async Task The_first_sector_loads_the_image()
    {
        var layout = await LayoutAsync();

        var sector = await MapBytes.ReadAsync(Iso9660Image.Map(layout).Slice(0, 512));

        var code = await MapBytes.ReadAsync(SampleFat.Pattern(512));
        Assert.Equal(code[..CodeSector], sector[..CodeSector]);
        Assert.Equal((BlockOf(layout) * 4) + 4, BinaryPrimitives.ReadInt64LittleEndian(sector.AsSpan(CodeSector)));
    }

    [Theory]
    [InlineData("missing.img")]
    [InlineData("short.img")]
    [InlineData("directory")]
    public void What_a_BIOS_cannot_boot_is_refused(string path)
    {
        var boot = new IsoBiosBoot { ImagePath = path, ImageSum = 0, BootCode = new byte[512] };
        Iso9660Entry[] entries = [SampleIso.Directory("directory"), SampleIso.File("short.img", ExtentMap.OfZeros(2048))];

        Assert.Throws<ArgumentException>(() => new Iso9660Tree(entries, ExtentMap.OfZeros(2048), boot));
    }

    [Fact]
    public void An_image_that_is_too_short_has_no_sum() => Assert.Throws<InvalidDataException>(() => IsoBiosBoot.SumOf(new byte[2555]));

    private static async Task<Iso9660Layout> LayoutAsync()
    {
        var tree = SampleIso.Tree();
        var boot = new IsoBiosBoot
        {
            ImagePath = Path,
            ImageSum = IsoBiosBoot.SumOf(await MapBytes.ReadAsync(Image)),
            BootCode = await MapBytes.ReadAsync(SampleFat.Pattern(512)),
        };
        return Iso9660Layout.Create(
            new Iso9660Tree([.. tree.Entries, SampleIso.File(Path, Image)], ExtentMap.OfZeros(64L << 20), boot), SampleIso.Options);
    }

    private static long BlockOf(Iso9660Layout layout) =>
        layout.Placements.Single(placement => placement.Entry.Path == Path).Offset / 2048;

    private static void Add(byte[] image, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(
        image.AsSpan(offset), unchecked(BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset)) + value));

    private async Task<(byte[] Image, long Block)> PatchedByXorrisoAsync()
    {
        var files = Directory.CreateDirectory(_directory.Combine("files")).FullName;
        await MapBytes.WriteAsync(Image, System.IO.Path.Combine(files, Path));
        var iso = _directory.Combine("xorriso.iso");
        var output = _directory.Combine("output.img");
        await Tool.RunAsync(
            "xorrisofs", "-quiet", "-o", iso, "-b", Path, "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table", "--grub2-boot-info", files);
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/" + Path, output);
        var patched = await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
        return (patched, BinaryPrimitives.ReadUInt32LittleEndian(patched.AsSpan(TableOffset + 4)));
    }
}
