using System.Text;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Cpio;

public sealed class CpioReaderTests
{
    private static readonly CpioReaderLimits Generous = new(1000, 1L << 40);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read()
    {
        var archive = await ArchiveAsync(
            CpioEntry.Directory("dev", Octal("755"), 10),
            CpioEntry.CharacterDevice("dev/null", Octal("666"), 11, 1, 3),
            CpioEntry.BlockDevice("dev/sda1", Octal("660"), 12, 8, 1),
            CpioEntry.File("init", Octal("4755"), 13, ExtentMap.OfBytes("#!/bin/sh\n"u8.ToArray())),
            CpioEntry.SymbolicLink("linuxrc", "init", 14));

        var lines = await ListAsync(archive);

        Assert.Equal(
            [
                "Directory dev 755 10 0:0 ->  []",
                "CharacterDevice dev/null 666 11 1:3 ->  []",
                "BlockDevice dev/sda1 660 12 8:1 ->  []",
                "File init 4755 13 0:0 ->  [#!/bin/sh\n]",
                "SymbolicLink linuxrc 777 14 0:0 -> init []",
            ],
            lines);
    }

    [Fact]
    public async Task Content_need_not_be_read()
    {
        var archive = await ArchiveAsync(
            CpioEntry.File("big", 0, 0, ExtentMap.OfZeros(300_001)), CpioEntry.File("z", 0, 0, ExtentMap.OfZeros(1)));
        var reader = new CpioReader(new MemoryStream(archive), Generous);

        var big = await reader.ReadNextAsync(Cancellation);
        var last = await reader.ReadNextAsync(Cancellation);

        Assert.Equal(300_001, big?.Length);
        Assert.Equal("z", last?.Path);
        Assert.Null(await reader.ReadNextAsync(Cancellation));
        Assert.Null(await reader.ReadNextAsync(Cancellation));
    }

    [Fact]
    public async Task Content_that_was_passed_is_gone()
    {
        var archive = await ArchiveAsync(CpioEntry.File("a", 0, 0, ExtentMap.OfZeros(10)));
        var reader = new CpioReader(new MemoryStream(archive), Generous);
        var entry = await reader.ReadNextAsync(Cancellation);

        await reader.ReadNextAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await entry!.Content.ReadExactlyAsync(new byte[1], Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(4096)]
    public async Task Archives_that_follow_each_other_are_all_read(int zeros)
    {
        byte[] both =
        [
            .. await ArchiveAsync(CpioEntry.Directory("a", 0, 0)),
            .. new byte[zeros],
            .. await ArchiveAsync(CpioEntry.Directory("b", 0, 0)),
            .. new byte[zeros],
        ];

        Assert.Equal(["Directory a 0 0 0:0 ->  []", "Directory b 0 0 0:0 ->  []"], await ListAsync(both));
    }

    [Theory]
    [InlineData("./init", "init")]
    [InlineData("/sbin//init", "sbin/init")]
    [InlineData(".", "")]
    [InlineData("a/./b/", "a/b")]
    public async Task What_means_nothing_in_a_path_is_taken_away(string name, string path)
    {
        var reader = new CpioReader(new MemoryStream(Forged(name, mode: "00004000")), Generous);

        var entry = await reader.ReadNextAsync(Cancellation);

        Assert.Equal(path, entry?.Path);
    }

    [Theory]
    [InlineData("../init")]
    [InlineData("a/../../b")]
    [InlineData("..")]
    public async Task A_path_that_leads_out_is_refused(string name) => await RefusedAsync(Forged(name), "leads out of the archive");

    [Fact]
    public async Task A_file_without_a_name_is_refused() => await RefusedAsync(Forged("./"), "without a name");

    [Fact]
    public async Task Every_cut_is_refused()
    {
        var archive = await ArchiveAsync(
            CpioEntry.File("file", 0, 0, ExtentMap.OfBytes("hello"u8.ToArray())), CpioEntry.SymbolicLink("link", "file", 0));
        var end = archive.AsSpan().LastIndexOf("TRAILER!!!\0"u8) + 11;

        for (var length = 0; length < end; length++)
        {
            await RefusedAsync(archive[..length], message: null);
        }
    }

    [Theory]
    [InlineData(0, "X", "no newc cpio header")]
    [InlineData(5, "2", "no newc cpio header")]
    [InlineData(6, "-0000001", "no number")]
    [InlineData(6, "0x000001", "no number")]
    [InlineData(14, "00000000", "impossible mode")]
    [InlineData(14, "00018000", "impossible mode")]
    [InlineData(14, "00004000", "impossible mode")]
    [InlineData(54, "FFFFFFFF", "longer than the limit")]
    [InlineData(54, "00000400", "cut off")]
    [InlineData(94, "00000000", "name of 0 bytes")]
    [InlineData(94, "00000001", "name of 1 bytes")]
    [InlineData(94, "00001001", "name of 4097 bytes")]
    [InlineData(94, "FFFFFFFF", "name of 4294967295 bytes")]
    [InlineData(94, "00000004", "without a NUL")]
    [InlineData(94, "0000000A", "NUL byte")]
    public async Task A_forged_header_is_refused(int offset, string digits, string message)
    {
        var archive = Forged("a-file", content: "hello");
        Encoding.ASCII.GetBytes(digits).CopyTo(archive, offset);

        await RefusedAsync(archive, message, new CpioReaderLimits(10, 1_000_000));
    }

    [Fact]
    public async Task A_name_that_is_not_text_is_refused()
    {
        var archive = Forged("abc");
        archive[111] = 0xFF;

        await RefusedAsync(archive, "not UTF-8");
    }

    [Fact]
    public async Task More_entries_than_the_limit_are_refused()
    {
        var archive = await ArchiveAsync(CpioEntry.Directory("a", 0, 0), CpioEntry.Directory("b", 0, 0));

        await RefusedAsync(archive, "more entries than the limit of 1", new CpioReaderLimits(1, 0));
        Assert.Equal(2, (await ListAsync(archive, new CpioReaderLimits(2, 0))).Count);
    }

    [Fact]
    public async Task More_content_than_the_limit_is_refused()
    {
        var archive = await ArchiveAsync(
            CpioEntry.File("a", 0, 0, ExtentMap.OfZeros(600)), CpioEntry.File("b", 0, 0, ExtentMap.OfZeros(400)));

        await RefusedAsync(archive, "longer than the limit of 999 bytes", new CpioReaderLimits(10, 999));
        Assert.Equal(2, (await ListAsync(archive, new CpioReaderLimits(10, 1000))).Count);
    }

    [Fact]
    public async Task What_is_no_archive_behind_an_archive_is_refused()
    {
        var archive = await ArchiveAsync(CpioEntry.Directory("a", 0, 0));

        await RefusedAsync([.. archive, .. "no"u8], "something else follows");
        await RefusedAsync([.. archive, .. new byte[200].Select(_ => (byte)'x')], "no newc cpio header");
    }

    [Fact]
    public async Task Endless_zeros_are_refused() => await RefusedAsync(new byte[2 * 1024 * 1024], "More than 1048576 zeros");

    [Fact]
    public async Task An_endless_link_target_is_refused()
    {
        var archive = Forged("link", content: new string('x', 4096), mode: "0000A1FF");

        await RefusedAsync(archive, "target of 4096 bytes");
    }

    private static async Task RefusedAsync(byte[] archive, string? message, CpioReaderLimits? limits = null)
    {
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => ListAsync(archive, limits));
        Assert.Contains(message ?? string.Empty, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(byte[] archive, CpioReaderLimits? limits = null)
    {
        var reader = new CpioReader(new MemoryStream(archive), limits ?? Generous);
        var lines = new List<string>();
        while (await reader.ReadNextAsync(Cancellation) is { } entry)
        {
            using var content = new StreamReader(entry.Content);
            var permissions = Convert.ToString(entry.Permissions, 8);
            lines.Add(
                $"{entry.Type} {entry.Path} {permissions} {entry.ModificationTime} {entry.DeviceMajor}:{entry.DeviceMinor}"
                + $" -> {entry.LinkTarget} [{await content.ReadToEndAsync(Cancellation)}]");
        }

        return lines;
    }

    private static Task<byte[]> ArchiveAsync(params CpioEntry[] entries) =>
        MapBytes.ReadAsync(CpioImage.Map(CpioLayout.Create(new CpioTree(entries))));

    private static byte[] Forged(string name, string content = "", string mode = "00008000")
    {
        var zeros = new string('0', 8);
        var header = $"070701{zeros}{mode}{string.Concat(Enumerable.Repeat(zeros, 4))}{content.Length:X8}"
            + $"{string.Concat(Enumerable.Repeat(zeros, 4))}{name.Length + 1:X8}{zeros}{name}\0";
        var padded = header.PadRight((header.Length + 3) / 4 * 4, '\0') + content.PadRight((content.Length + 3) / 4 * 4, '\0');
        return Encoding.ASCII.GetBytes(padded);
    }

    private static int Octal(string digits) => Convert.ToInt32(digits, 8);
}
