using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Formats.Tests.Tar;

/// <summary>Archives for tests.</summary>
internal static class Archives
{
    private const int Time = 1559424892;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TarEntry File(string path) =>
        new() { Path = path, Type = TarEntryType.File, Mode = 0x1A4, ModificationTime = Time };

    public static IReadOnlyList<TarMember> OfEverything() =>
    [
        new(File("etc") with { Type = TarEntryType.Directory, Mode = 0x1ED }, ExtentMap.Empty),
        new(File("etc/hello") with { Xattrs = Selinux() }, ExtentMap.OfBytes("hello\n"u8.ToArray())),
        new(File("etc/empty") with { Mode = 0x9ED, Uid = 1000, Gid = 100 }, ExtentMap.Empty),
        new(File("etc/link") with { Type = TarEntryType.Symlink, LinkTarget = "../etc/hello" }, ExtentMap.Empty),
        new(File("etc/hard") with { Type = TarEntryType.HardLink, LinkTarget = "etc/hello" }, ExtentMap.Empty),
        new(File("etc/null") with { Type = TarEntryType.CharacterDevice, DeviceMajor = 1, DeviceMinor = 3 }, ExtentMap.Empty),
        new(File("etc/sda") with { Type = TarEntryType.BlockDevice, DeviceMajor = 8 }, ExtentMap.Empty),
        new(File("etc/pipe") with { Type = TarEntryType.Fifo }, ExtentMap.Empty),
        new(File("etc/grüße"), ExtentMap.OfBytes(new byte[1000])),
        new(File($"etc/{new string('n', 120)}"), ExtentMap.OfBytes("long"u8.ToArray())),
        new(File("etc/far") with { Type = TarEntryType.Symlink, LinkTarget = $"/{new string('t', 150)}" }, ExtentMap.Empty),
    ];

    public static async Task<byte[]> BytesAsync(IReadOnlyList<TarMember> members)
    {
        var map = TarImage.Map(members);
        var bytes = new byte[map.Length];
        await using var reader = new ExtentReader(map, new MemoryBlobs());
        await reader.ReadExactlyAsync(0, bytes, Cancellation);
        return bytes;
    }

    public static async Task<List<(TarEntry Entry, byte[] Content)>> ReadAllAsync(byte[] archive, TarLimits limits)
    {
        using var reader = new TarReader(new MemoryStream(archive), limits);
        var rows = new List<(TarEntry, byte[])>();
        while (await reader.NextAsync(Cancellation) is { } entry)
        {
            using var content = new MemoryStream();
            await reader.Content.CopyToAsync(content, Cancellation);
            rows.Add((entry, content.ToArray()));
        }

        return rows;
    }

    /// <summary>Reads hostile bytes; anything but success and <see cref="InvalidDataException"/> fails the test.</summary>
    public static async Task ReadOrRefuseAsync(byte[] archive)
    {
        try
        {
            await ReadAllAsync(archive, new TarLimits());
        }
        catch (InvalidDataException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Selinux() =>
        new(StringComparer.Ordinal) { ["security.selinux"] = "system_u:object_r:etc_t:s0\0"u8.ToArray() };
}
