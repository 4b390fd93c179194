using System.Buffers.Binary;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Grub;

/// <summary><c>grub-mkimage</c> and <c>xz</c>, as judges of GRUB images.</summary>
internal static class GrubJudge
{
    private const int Sector = 512;
    private const int CdSector = 2048;

    /// <summary>The files of a GRUB.</summary>
    /// <param name="origin"><c>installed</c> or <c>sample</c>.</param>
    /// <param name="platform">The platform.</param>
    public static async Task<GrubFiles> FilesAsync(string origin, string platform) =>
        string.Equals(origin, "installed", StringComparison.Ordinal) ? GrubFiles.Installed(platform) : await GrubFiles.SampleAsync(platform);

    /// <summary>What <c>grub-mkimage</c> makes of the files.</summary>
    public static async Task<byte[]> MakeAsync(
        GrubFiles files, string format, string prefix, IReadOnlyList<string> modules, string? configuration = null)
    {
        using var directory = new TemporaryDirectory();
        var output = directory.Combine("image");
        string[] options = ["--directory", await files.WriteAsync(directory), "--format", format, "--prefix", prefix, "--output", output];
        if (configuration is not null)
        {
            var path = directory.Combine("configuration");
            await File.WriteAllTextAsync(path, configuration, TestContext.Current.CancellationToken);
            options = [.. options, "--config", path];
        }

        await Tool.RunAsync("grub-mkimage", [.. options, .. modules]);
        return await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes an image for a BIOS apart: what is not compressed, with the lengths cleared, and what <c>xz</c> decompresses.</summary>
    public static async Task<(byte[] Plain, byte[] Content)> TakeApartAsync(byte[] image, GrubFiles files, bool isCd = false)
    {
        var loader = isCd ? CdSector + Sector : Sector;
        var decompressor = files.Contents["lzma_decompress.img"].Length;
        var plain = image[..(loader + decompressor)];
        var compressed = image[plain.Length..];
        Assert.Equal(compressed.Length, BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(loader + 8)));
        var sectors = BinaryPrimitives.ReadUInt16LittleEndian(plain.AsSpan(loader - 4));
        Assert.Equal((decompressor + compressed.Length + Sector - 1) / Sector, sectors);
        var content = await DecompressAsync(compressed, BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(loader + 12)));
        plain.AsSpan(loader - 4, 2).Clear();
        plain.AsSpan(loader + 8, 4).Clear();
        return (plain, content);
    }

    // xz reads bare LZMA behind the header of a .lzma file: lc 3, lp 0, pb 2; the dictionary; the length.
    private static async Task<byte[]> DecompressAsync(byte[] compressed, int length)
    {
        using var directory = new TemporaryDirectory();
        var header = new byte[13];
        header[0] = 0x5D;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), 1 << 20);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(5), length);
        var path = directory.Combine("content");
        await File.WriteAllBytesAsync(path + ".lzma", [.. header, .. compressed], TestContext.Current.CancellationToken);
        await Tool.RunAsync("xz", "--format=lzma", "--decompress", path + ".lzma");
        return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
    }
}
