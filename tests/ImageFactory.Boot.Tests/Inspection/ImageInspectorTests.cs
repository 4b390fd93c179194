using ImageFactory.Boot.Inspection;
using ImageFactory.Boot.Tests.Disks;
using ImageFactory.Boot.Tests.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Inspection;

public sealed class ImageInspectorTests : IDisposable
{
    private const string Loader = "/usr/lib/systemd/boot/efi/systemd-bootx64.efi";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_of_others_shows_its_partitions_and_what_firmware_starts()
    {
        Tool.Require(Loader);
        var (disk, partition) = (_directory.Combine("disk"), _directory.Combine("partition"));
        await Tool.RunAsync("truncate", "-s", "48M", disk);
        await Tool.RunAsync("sgdisk", "-n", "1:2048:+40M", "-t", "1:ef00", "-c", "1:EFI", "-n", "2:0:+1M", "-t", "2:8300", "-c", "2:META", disk);
        await Tool.RunAsync("truncate", "-s", "40M", partition);
        await Tool.RunAsync("mkfs.vfat", "-F", "32", partition);
        await Tool.RunAsync("mmd", "-i", partition, "::EFI", "::EFI/BOOT");
        await Tool.RunAsync("mcopy", "-i", partition, Loader, "::EFI/BOOT/BOOTX64.EFI");
        await Tool.RunAsync("dd", "if=" + partition, "of=" + disk, "bs=1M", "seek=1", "conv=notrunc");

        var image = await InspectAsync(await File.ReadAllBytesAsync(disk, Cancel));

        Assert.Equal(ImageKind.Disk, image.Kind);
        Assert.Equal([("EFI", 1L << 20, 40L << 20), ("META", 41L << 20, 1L << 20)], image.Partitions.Select(row => (row.Name, row.Offset, row.Length)));
        Assert.Equal([new InspectedFile("EFI/BOOT/BOOTX64.EFI", new FileInfo(Loader).Length)], image.Files);
        Assert.Equal("EFI/BOOT/BOOTX64.EFI", Assert.Single(image.Executables).Path);
        Assert.Empty(image.Notes);
    }

    [Theory]
    [InlineData("dual 1.11", "0xa=foo")]
    [InlineData("sd-boot 4096", "0xa=foo")]
    public async Task A_disk_of_ours_shows_its_meta_values(string name, string expected)
    {
        var image = await ImageInspector.InspectAsync(SampleDisk.Map(SampleDisk.Options(name)), new MemoryBlobs(), Cancel);

        Assert.Equal(expected.Split(' '), image.Meta);
        Assert.Contains("EFI/Linux/Talos-v1.13.0.efi", image.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task What_is_no_pe_file_is_noted()
    {
        var image = await ImageInspector.InspectAsync(SampleDisk.Map(SampleDisk.Options("sd-boot 1.11")), new MemoryBlobs(), Cancel);

        Assert.Equal(["EFI/Linux/Talos-v1.13.0.efi", "EFI/boot/BOOTX64.efi"], image.Notes.Select(note => note.Part).Order(StringComparer.Ordinal));
        Assert.NotNull(new InspectionVerifier(TestKey.Image.Certificate, policyKey: null).FindFault(image));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Something_else_is_invalid(int length)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => InspectAsync(new byte[length]));
        await Assert.ThrowsAsync<InvalidDataException>(() => InspectAsync([.. Enumerable.Repeat((byte)'x', length)]));
    }

    [Fact]
    public async Task A_damaged_image_is_described_or_invalid()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var bytes = await SignedFile.BytesAsync((await sample.SignAsync(sample.Options with { Kernel = ExtentMap.OfBytes("kernel"u8.ToArray()), Initrd = ExtentMap.OfBytes("initrd"u8.ToArray()) })).Image, sample.Blobs);
        var certificates = (await InspectAsync(bytes)).Executables[0].Sections.Max(section => section.Offset + section.Length);

        // The headers, the policies of the last profile, and the signature.
        foreach (var position in Enumerable.Range(0, 700).Concat(Enumerable.Range((int)certificates - 1600, bytes.Length - (int)certificates + 1600).Where(position => position % 7 == 0)))
        {
            var damaged = (byte[])bytes.Clone();
            damaged[position] ^= 0xFF;
            var fault = await Record.ExceptionAsync(() => InspectAsync(damaged));
            Assert.True(fault is null or InvalidDataException, $"{position}: {fault}");
        }
    }

    public void Dispose() => _directory.Dispose();

    private static Task<ImageInspection> InspectAsync(byte[] image) => ImageInspector.InspectAsync(ExtentMap.OfBytes(image), new MemoryBlobs(), Cancel);
}
