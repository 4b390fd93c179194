using ImageFactory.Boot.Grub;
using ImageFactory.Boot.Iso;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Grub;

public sealed class GrubIsoTests : IDisposable
{
    private const uint Time = 1559424892;
    private const int KernelOffset = 2048;
    private const int InitramfsOffset = 8192;

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBlobs _blobs = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_hybrid_iso_shows_kernel_and_initramfs_inside_the_UKI()
    {
        var uki = Pattern(20_001);

        var root = await ExtractAsync(Hybrid(uki, Kernel));

        Assert.Equal(uki[KernelOffset..(KernelOffset + 5000)], await ReadAsync(root, "boot/vmlinuz"));
        Assert.Equal(uki[InitramfsOffset..(InitramfsOffset + 11_000)], await ReadAsync(root, "boot/initramfs.xz"));
        Assert.Equal(uki, await ReadAsync(root, "EFI/Linux/Talos-v1.13.0.efi"));
        Assert.Equal("menu"u8.ToArray(), await ReadAsync(root, "boot/grub/grub.cfg"));
    }

    [Fact]
    public async Task An_iso_with_GRUB_alone_shows_its_files()
    {
        var root = await ExtractAsync(GrubOnly());

        Assert.Equal(Pattern(5000), await ReadAsync(root, "boot/vmlinuz"));
        Assert.Equal(Pattern(11_000), await ReadAsync(root, "boot/initramfs.xz"));
        Assert.Equal("grub"u8.ToArray(), await ReadAsync(root, "EFI/BOOT/BOOTX64.EFI"));
        Assert.Equal("menu"u8.ToArray(), await ReadAsync(root, "boot/grub/grub.cfg"));
    }

    [Fact]
    public void Everything_is_in_the_image_once()
    {
        Assert.Equal(20_001, Referenced(Hybrid(Pattern(20_001), Kernel)));
        Assert.Equal(5000 + 11_000, Referenced(GrubOnly()));
    }

    [Theory]
    [InlineData(".linux", 2048 + 512)]
    [InlineData(".other", 2048)]
    public void A_UKI_whose_kernel_an_iso_cannot_show_is_refused(string name, uint offset) =>
        Assert.ThrowsAny<ArgumentException>(() => Hybrid(Pattern(20_001), Section(name, offset, 5000)));

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 31 >> 3))];

    private static PeSection Kernel => Section(".linux", KernelOffset, 5000);

    // Only its initramfs is another one; GRUB takes the first.
    private static PeSection[] AnotherProfile => [Section(".profile", 0, 1), Section(".initrd", 0, 1)];

    private static long Referenced(ExtentMap map) =>
        map.Extents.Where(extent => extent.Source is BlobSource).Sum(extent => extent.Length);

    private static async Task<byte[]> ReadAsync(string root, string path) =>
        await File.ReadAllBytesAsync(Path.Combine(root, path), TestContext.Current.CancellationToken);

    private static GrubIsoCode Bios()
    {
        var image = Pattern(30_000);
        return new GrubIsoCode(new byte[512], ExtentMap.OfBytes(image), Formats.Iso9660.IsoBiosBoot.SumOf(image));
    }

    private static PeSection Section(string name, uint offset, uint size) => new()
    {
        Name = name,
        VirtualSize = size,
        VirtualAddress = 0,
        RawSize = size,
        RawOffset = offset,
        Characteristics = 0,
    };

    private ExtentMap Hybrid(byte[] uki, PeSection kernel) => UefiIso.Map(new UefiIsoOptions
    {
        BootFileName = "BOOTX64.EFI",
        BootLoader = ExtentMap.OfBytes("systemd-boot"u8.ToArray()),
        Uki = _blobs.Add(uki),
        Version = "v1.13.0",
        SecureBootEnrolment = "off",
        Hybrid = new HybridBoot
        {
            Bios = Bios(),
            Config = "menu"u8.ToArray(),
            UkiSections = [kernel, Section(".initrd", InitramfsOffset, 11_000), .. AnotherProfile],
        },
        Time = Time,
    });

    private ExtentMap GrubOnly() => GrubIso.Map(new GrubIsoOptions
    {
        Bios = Bios(),
        BootFileName = "BOOTX64.EFI",
        BootLoader = ExtentMap.OfBytes("grub"u8.ToArray()),
        Kernel = _blobs.Add(Pattern(5000)),
        Initramfs = _blobs.Add(Pattern(11_000)),
        Config = "menu"u8.ToArray(),
        LabelVersion = null,
        Time = Time,
    });

    private async Task<string> ExtractAsync(ExtentMap iso)
    {
        var image = await MapBytes.WriteAsync(iso, _directory.Combine("image.iso"), _blobs);
        var root = _directory.Combine("root");
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", image, "-extract", "/", root);
        return root;
    }
}
