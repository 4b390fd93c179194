using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>Trees, content and images for tests.</summary>
internal static class SampleTree
{
    public const uint Time = 1_559_424_892;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static SquashFsOptions Options { get; } = new()
    {
        Compressor = SquashFsCompressor.Zstd,
        Level = 3,
        ModificationTime = Time,
        Threads = 2,
    };

    public static SquashFsFile File(ExtentMap content, int mode = 0b110_100_100) =>
        new() { Content = SquashFsContent.Of(content), Mode = mode, Uid = 0, Gid = 0, ModificationTime = Time };

    public static SquashFsFile Text(string text) => File(ExtentMap.OfBytes(Encoding.UTF8.GetBytes(text)));

    public static SquashFsSymlink Link(string target) =>
        new() { Target = target, Mode = 0b111_111_111, Uid = 0, Gid = 0, ModificationTime = Time };

    public static SquashFsDirectory Folder(params (string Name, SquashFsNode Node)[] entries) => new()
    {
        Entries = entries.ToDictionary(entry => entry.Name, entry => entry.Node, StringComparer.Ordinal),
        Mode = 0b111_101_101,
        Uid = 0,
        Gid = 0,
        ModificationTime = Time,
    };

    public static SquashFsDevice Device(bool isBlock, uint major, uint minor) =>
        new() { IsBlock = isBlock, Major = major, Minor = minor, Mode = 0b110_000_000, Uid = 0, Gid = 6, ModificationTime = Time };

    public static SquashFsFifo Fifo() => new() { Mode = 0b110_110_110, Uid = 0, Gid = 0, ModificationTime = Time };

    public static SquashFsSocket Socket() => new() { Mode = 0b111_111_111, Uid = 0, Gid = 0, ModificationTime = Time };

    /// <summary>Bytes that compress to about half: every second one is noise.</summary>
    public static byte[] HalfNoise(int length, int seed)
    {
        var bytes = Noise(length, seed);
        for (var index = 0; index < length; index += 2)
        {
            bytes[index] = (byte)(index >> 8);
        }

        return bytes;
    }

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>One of everything.</summary>
    public static SquashFsDirectory Everything() => Folder(
        ("bin", Folder(
            ("sh", File(ExtentMap.OfBytes(HalfNoise(300_000, 1)), 0b111_101_101)),
            ("su", File(ExtentMap.OfBytes(HalfNoise(9_000, 2)), 0b100_111_101_101)))),
        ("dev", Folder(
            ("console", Device(isBlock: false, 5, 1)),
            ("disk", Device(isBlock: true, 259, 70_000)),
            ("log", Socket()),
            ("pipe", Fifo()))),
        ("empty", File(ExtentMap.Empty)),
        ("etc", Folder(
            ("hostname", Text("talos\n")),
            ("labelled", Text("labelled\n") with
            {
                Uid = 1000,
                Gid = 1001,
                Xattrs =
                [
                    new SquashFsXattr("user.note", "hello"u8.ToArray()),
                    new SquashFsXattr("security.selinux", "system_u:object_r:etc_t:s0\0"u8.ToArray()),
                ],
            }),
            ("nothing", Folder()))),
        ("exact", File(ExtentMap.OfBytes(HalfNoise(2 * SquashFsOptions.DefaultBlockSize, 3)))),
        ("grüße", Link("etc/hostname")),
        ("holes", File(new ExtentMapBuilder()
            .AppendBytes(HalfNoise(200_000, 4)).AppendZeros(500_000).AppendBytes(HalfNoise(100, 5)).AppendZeros(200_000).Build())),
        ("noise", File(ExtentMap.OfBytes(Noise(140_000, 6)))),
        ("sticky", Folder() with { Mode = 0b001_111_111_111 }));

    /// <summary>Writes an image and returns all of its bytes.</summary>
    public static async Task<byte[]> WriteAsync(SquashFsNode root, SquashFsOptions options)
    {
        using var body = new MemoryStream();
        var image = await SquashFsWriter.WriteAsync(
            new SquashFsTree((SquashFsDirectory)root), options, new MemoryBlobs(), body, Token);
        return [.. image.Superblock.Span, .. body.GetBuffer().AsSpan(0, (int)body.Length)];
    }

    public static Task<SquashFsReader> OpenAsync(byte[] image, SquashFsLimits? limits = null) =>
        SquashFsReader.OpenAsync(ExtentMap.OfBytes(image), new MemoryBlobs(), limits ?? new SquashFsLimits(), Token);

    public static async Task<byte[]> ReadAsync(SquashFsReader reader, SquashFsInode file)
    {
        await using var stream = reader.OpenFile(file);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    public static async Task<byte[]> ReadAsync(ExtentMap map)
    {
        var bytes = new byte[map.Length];
        await using var reader = new ExtentReader(map, new MemoryBlobs());
        await reader.ReadExactlyAsync(0, bytes, Token);
        return bytes;
    }
}
