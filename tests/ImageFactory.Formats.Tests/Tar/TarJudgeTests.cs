using System.Text;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Tar;

public sealed class TarJudgeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gnu_tar_lists_what_went_in()
    {
        using var directory = new TemporaryDirectory();
        var archive = await WriteAsync(directory);

        var listing = await Tool.RunAsync("tar", "--list", "--verbose", "--numeric-owner", "--quoting-style=literal", "--utc", "--file", archive);

        var lines = listing.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Archives.OfEverything().Count, lines.Length);
        Assert.StartsWith("drwxr-xr-x 0/0", lines[0], StringComparison.Ordinal);
        Assert.Contains("2019-06-01 21:34 etc/hello", lines[1], StringComparison.Ordinal);
        Assert.Contains("etc/link -> ../etc/hello", lines[3], StringComparison.Ordinal);
        Assert.Contains("link to etc/hello", lines[4], StringComparison.Ordinal);
        Assert.Contains("etc/grüße", lines[8], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python_reads_the_archive_as_a_stream()
    {
        using var directory = new TemporaryDirectory();
        var archive = await WriteAsync(directory);
        const string Script = "import sys,tarfile\nfor m in tarfile.open(sys.argv[1], 'r|'): print(m.name, m.size)";

        var listing = await Tool.RunAsync("python3", "-X", "utf8", "-c", Script, archive);

        Assert.Equal(
            Archives.OfEverything().Select(member => $"{member.Entry.Path} {member.Content.Length}"),
            listing.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    [InlineData("ustar")]
    [InlineData("oldgnu")]
    [InlineData("v7")]
    public async Task Archives_of_gnu_tar_are_read(string format)
    {
        using var directory = new TemporaryDirectory();
        var longName = new string('x', format is "v7" or "ustar" ? 60 : 130);
        await File.WriteAllTextAsync(directory.Combine(longName), "content", Cancellation);
        File.CreateSymbolicLink(directory.Combine("link"), "target");
        var archive = directory.Combine("archive.tar");
        await Tool.RunAsync("tar", "--create", $"--format={format}", "--file", archive, "--directory", directory.Path, longName, "link");

        var read = await Archives.ReadAllAsync(await File.ReadAllBytesAsync(archive, Cancellation), new TarLimits());

        Assert.Equal([longName, "link"], read.Select(row => row.Entry.Path));
        Assert.Equal("content", Encoding.ASCII.GetString(read[0].Content));
        Assert.Equal("target", read[1].Entry.LinkTarget);
    }

    private static async Task<string> WriteAsync(TemporaryDirectory directory)
    {
        var archive = directory.Combine("archive.tar");
        await File.WriteAllBytesAsync(archive, await Archives.BytesAsync(Archives.OfEverything()), Cancellation);
        return archive;
    }
}
