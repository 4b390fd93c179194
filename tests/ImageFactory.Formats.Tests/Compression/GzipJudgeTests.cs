using System.Security.Cryptography;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class GzipJudgeTests
{
    // Reads one member as a reader does that knows nothing of members that follow; 31 is a gzip header and the largest window.
    private const string OneMember =
        """
        import hashlib, sys, zlib
        member = zlib.decompressobj(31)
        content = member.decompress(open(sys.argv[1], 'rb').read()) + member.flush()
        print(member.eof, len(member.unused_data), hashlib.sha256(content).hexdigest())
        """;

    private const string TarStream =
        """
        import hashlib, sys, tarfile
        with tarfile.open(fileobj=open(sys.argv[1], 'rb'), mode='r|gz') as archive:
            for member in archive:
                print(member.name, hashlib.sha256(archive.extractfile(member).read()).hexdigest())
        """;

    private static readonly GzipOptions Options = new() { Level = 6, Threads = 2 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_500_000)]
    public async Task Zlib_finds_one_member_and_nothing_behind_it(int length)
    {
        var content = Samples.Text(length);
        using var directory = new TemporaryDirectory();
        var file = await WriteAsync(directory, content);

        var said = await Tool.RunAsync("python3", "-c", OneMember, file);

        Assert.Equal($"True 0 {HexOf(content)}", said.Trim());
    }

    [Theory]
    [InlineData("gzip", 0)]
    [InlineData("gzip", 3_500_000)]
    [InlineData("pigz", 0)]
    [InlineData("pigz", 3_500_000)]
    public async Task The_tool_finds_the_file_whole_and_gives_the_content_back(string tool, int length)
    {
        var content = Samples.Text(length);
        using var directory = new TemporaryDirectory();
        var file = await WriteAsync(directory, content);

        await Tool.RunAsync(tool, "-t", file);
        await Tool.RunAsync(tool, "-d", file);

        Assert.Equal(content, await File.ReadAllBytesAsync(directory.Combine("content"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Gzip_knows_the_length()
    {
        using var directory = new TemporaryDirectory();
        var file = await WriteAsync(directory, Samples.Text(3_500_000));

        var list = await Tool.RunAsync("gzip", "-l", file);

        Assert.Contains(" 3500000 ", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_reads_a_tar_archive_in_one_pass()
    {
        var content = Samples.Text(3_500_000);
        var entry = new TarEntry { Path = "content", Type = TarEntryType.File, Mode = 0x1A4, ModificationTime = 0 };
        await using var tar = new ExtentStream(
            TarImage.Map([new TarMember(entry, ExtentMap.OfBytes(content))]), new MemoryBlobs());
        using var archive = new MemoryStream();
        await tar.CopyToAsync(archive, TestContext.Current.CancellationToken);
        using var directory = new TemporaryDirectory();
        var file = await WriteAsync(directory, archive.ToArray());

        var listing = await Tool.RunAsync("python3", "-c", TarStream, file);

        Assert.Equal($"content {HexOf(content)}", listing.Trim());
    }

    private static async Task<string> WriteAsync(TemporaryDirectory directory, byte[] content)
    {
        var file = directory.Combine("content.gz");
        await File.WriteAllBytesAsync(file, await Compressed.GzipAsync(content, Options), TestContext.Current.CancellationToken);
        return file;
    }

    private static string HexOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
