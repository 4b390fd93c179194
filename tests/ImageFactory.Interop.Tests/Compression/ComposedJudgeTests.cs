using System.Globalization;
using ImageFactory.Formats.Compression;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Compression;

/// <summary>Whoever reads gzip, xz or zstd reads composed streams, also those who stop at the end of the first member or stream.</summary>
public sealed class ComposedJudgeTests(ComposedFiles files) : IClassFixture<ComposedFiles>
{
    // 31 is a gzip header and the largest window. Nothing may be left behind the member.
    private const string PythonZlib =
        """
        import hashlib, sys, zlib
        member = zlib.decompressobj(31)
        content = member.decompress(open(sys.argv[1], 'rb').read()) + member.flush()
        print(member.eof, len(member.unused_data), hashlib.sha256(content).hexdigest())
        """;

    private const string PythonLzma =
        """
        import hashlib, lzma, sys
        stream = lzma.LZMADecompressor(format=lzma.FORMAT_XZ)
        content = stream.decompress(open(sys.argv[1], 'rb').read())
        print(stream.eof, len(stream.unused_data), hashlib.sha256(content).hexdigest())
        """;

    private const string PythonTarStream =
        """
        import hashlib, sys, tarfile
        with tarfile.open(fileobj=open(sys.argv[1], 'rb'), mode=sys.argv[2]) as archive:
            for member in archive:
                print(member.name, hashlib.sha256(archive.extractfile(member).read()).hexdigest())
        """;

    private const string NodeZlib =
        """
        const hash = require('crypto').createHash('sha256');
        require('fs').createReadStream(process.argv[1]).pipe(require('zlib').createGunzip())
          .on('data', data => hash.update(data)).on('end', () => console.log(hash.digest('hex')));
        """;

    // One member, with nothing behind it, and the archive in it in one pass.
    private const string GoGzip =
        """
        package main

        import (
        	"archive/tar"
        	"bufio"
        	"compress/gzip"
        	"crypto/sha256"
        	"fmt"
        	"io"
        	"os"
        )

        func must(err error) {
        	if err != nil {
        		panic(err)
        	}
        }

        func main() {
        	file, err := os.Open(os.Args[1])
        	must(err)
        	source := bufio.NewReader(file)
        	member, err := gzip.NewReader(source)
        	must(err)
        	member.Multistream(false)
        	archive := tar.NewReader(member)
        	header, err := archive.Next()
        	must(err)
        	hash := sha256.New()
        	_, err = io.Copy(hash, archive)
        	must(err)
        	_, err = io.Copy(io.Discard, member)
        	must(err)
        	_, err = source.ReadByte()
        	fmt.Printf("%s %x %v\n", header.Name, hash.Sum(nil), err == io.EOF)
        }
        """;

    [Theory]
    [InlineData(CompressionKind.Gzip, "gzip -dc")]
    [InlineData(CompressionKind.Gzip, "pigz -dc")]
    [InlineData(CompressionKind.Gzip, "busybox gunzip -c")]
    [InlineData(CompressionKind.Xz, "xz -dc")]
    [InlineData(CompressionKind.Xz, "xz -dc -T2")]
    [InlineData(CompressionKind.Xz, "busybox unxz -c")]
    [InlineData(CompressionKind.Zstd, "zstd -dcq")]
    [InlineData(CompressionKind.Zstd, "zstd -dcq --memory=8MiB")]
    public async Task The_tool_gives_the_content_back(CompressionKind kind, string command)
    {
        Tool.Require(command.Split(' ')[0]);

        var said = await Tool.RunAsync("bash", "-o", "pipefail", "-c", $"{command} < '{files.PathOf(kind)}' | sha256sum");

        Assert.Equal(files.Archive, said.Split(' ')[0]);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, "gzip")]
    [InlineData(CompressionKind.Gzip, "pigz")]
    [InlineData(CompressionKind.Xz, "xz")]
    [InlineData(CompressionKind.Zstd, "zstd")]
    public async Task The_tool_finds_the_file_whole(CompressionKind kind, string tool) =>
        await Tool.RunAsync(tool, "-q", "-t", files.PathOf(kind));

    [Theory]
    [InlineData(CompressionKind.Gzip, "tar -xzOf")]
    [InlineData(CompressionKind.Gzip, "busybox tar -xzOf")]
    [InlineData(CompressionKind.Xz, "tar -xJOf")]
    [InlineData(CompressionKind.Zstd, "tar --zstd -xOf")]
    public async Task Tar_extracts_the_file(CompressionKind kind, string command)
    {
        Tool.Require(command.Split(' ')[0]);

        var said = await Tool.RunAsync(
            "bash", "-o", "pipefail", "-c", $"{command} '{files.PathOf(kind)}' {ComposedFiles.Member} | sha256sum");

        Assert.Equal(files.Disk, said.Split(' ')[0]);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, "pigz -6")]
    [InlineData(CompressionKind.Xz, "xz -0 -T0")]
    [InlineData(CompressionKind.Zstd, "zstd -q -T0 -18")]
    public async Task It_is_at_most_five_percent_larger_than_what_the_tool_makes_of_it(CompressionKind kind, string command)
    {
        Tool.Require(command.Split(' ')[0]);
        var path = files.PathOf(kind);

        var said = await Tool.RunAsync(
            "bash", "-o", "pipefail", "-c", $"{command.Split(' ')[0]} -dc '{path}' | {command} -c | wc -c");

        var ours = new FileInfo(path).Length;
        Assert.InRange(ours, 1, 1.05 * long.Parse(said, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Xz_finds_one_stream_whose_blocks_are_checked_by_crc64()
    {
        var list = await Tool.RunAsync("xz", "--robot", "--list", files.PathOf(CompressionKind.Xz));

        // Columns: streams, blocks, compressed and uncompressed size, ratio, checks.
        var columns = list.Split('\n').Single(line => line.StartsWith("file\t", StringComparison.Ordinal)).Split('\t');
        Assert.Equal("1", columns[1]);
        Assert.InRange(int.Parse(columns[2], CultureInfo.InvariantCulture), 10, 100);
        Assert.Equal("CRC64", columns[6]);
    }

    [Fact]
    public async Task Zstd_finds_checksums_and_the_size_of_the_content_in_every_frame()
    {
        var list = await Tool.RunAsync("zstd", "-lv", files.PathOf(CompressionKind.Zstd));

        // zstd tells the size only when all frames do.
        Assert.Matches(@"Decompressed Size: [^(]+ \(\d+ B\)", list);
        Assert.Contains("Check: XXH64", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, PythonZlib)]
    [InlineData(CompressionKind.Xz, PythonLzma)]
    public async Task Python_finds_one_member_and_nothing_behind_it(CompressionKind kind, string script)
    {
        var said = await Tool.RunAsync("python3", "-c", script, files.PathOf(kind));

        Assert.Equal($"True 0 {files.Archive}", said.Trim());
    }

    [Theory]
    [InlineData(CompressionKind.Gzip, "r|gz")]
    [InlineData(CompressionKind.Xz, "r|xz")]
    public async Task Python_reads_the_archive_in_one_pass(CompressionKind kind, string mode)
    {
        var said = await Tool.RunAsync("python3", "-c", PythonTarStream, files.PathOf(kind), mode);

        Assert.Equal($"{ComposedFiles.Member} {files.Disk}", said.Trim());
    }

    [Fact]
    public async Task Node_gives_the_content_back()
    {
        var said = await Tool.RunAsync("node", "-e", NodeZlib, files.PathOf(CompressionKind.Gzip));

        Assert.Equal(files.Archive, said.Trim());
    }

    [Fact]
    public async Task Go_finds_one_member_and_the_archive_in_it()
    {
        var program = Path.Combine(files.Scratch, "main.go");
        await File.WriteAllTextAsync(program, GoGzip, TestContext.Current.CancellationToken);

        var said = await Tool.RunAsync(
            "env", $"GOCACHE={files.Scratch}/go", "GO111MODULE=off", "go", "run", program, files.PathOf(CompressionKind.Gzip));

        Assert.Equal($"{ComposedFiles.Member} {files.Disk} true", said.Trim());
    }
}
