using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Cpio;

public sealed class CpioJudgeTests
{
    private const long Time = 1559424892;

    private static readonly string[] Files = ["dir.a", "dir/file", "dir/sub/deep", "empty/none", "zz"];

    private static readonly string[] Directories = ["dir", "dir-x", "dir/sub", "empty"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gnu_cpio_lists_and_unpacks_the_archive()
    {
        using var directory = new TemporaryDirectory();
        var archive = await MapBytes.WriteAsync(Sample(), directory.Combine("archive.cpio"));
        var target = Directory.CreateDirectory(directory.Combine("out")).FullName;

        var list = await Tool.RunAsync("cpio", "-t", "-v", "-F", archive);
        await Tool.RunAsync("cpio", "-i", "-d", "-m", "-D", target, "-F", archive);

        var names = list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Path.GetFileName(line.Split(' ')[^1]));
        Assert.Equal(
            ["dir", "file", "deep", "sub", "deep", "dir-x", "dir.a", "empty", "none", "zz"], names, StringComparer.Ordinal);
        Assert.Equal("dir/sub/deep", await File.ReadAllTextAsync(Path.Combine(target, "dir/sub/deep"), Cancellation));
        Assert.Equal("sub/deep", new FileInfo(Path.Combine(target, "dir/link")).LinkTarget);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(Time), File.GetLastWriteTimeUtc(Path.Combine(target, "zz")));
    }

    [Fact]
    public async Task Gnu_cpio_writes_the_same_bytes()
    {
        using var directory = new TemporaryDirectory();
        await MakeFilesAsync(directory.Combine("in"));
        var list = directory.Combine("list");
        await File.WriteAllLinesAsync(list, Tree().Entries.Select(entry => entry.Path), Cancellation);
        var theirs = directory.Combine("theirs.cpio");

        await Tool.RunAsync(
            "sh", "-c", $"cd {directory.Combine("in")} && cpio -o -H newc --reproducible -R 0:0 --quiet <{list} >{theirs}");

        Assert.Equal(
            Convert.ToHexString(await File.ReadAllBytesAsync(theirs, Cancellation)), Convert.ToHexString(await MapBytes.ReadAsync(Sample())));
    }

    [Fact]
    public async Task What_gnu_cpio_wrote_is_read()
    {
        using var directory = new TemporaryDirectory();
        await MakeFilesAsync(directory.Combine("in"));
        var theirs = directory.Combine("theirs.cpio");
        await Tool.RunAsync("sh", "-c", $"cd {directory.Combine("in")} && find . | cpio -o -H newc --quiet >{theirs}");
        await using var file = File.OpenRead(theirs);
        var reader = new CpioReader(file, new CpioReaderLimits(100, 10_000));
        var paths = new List<string>();

        while (await reader.ReadNextAsync(Cancellation) is { } entry)
        {
            paths.Add(entry.Path);
        }

        Assert.Equal(
            Tree().Entries.Select(entry => entry.Path).Append(string.Empty).Order(StringComparer.Ordinal),
            paths.Order(StringComparer.Ordinal));
    }

    private static ExtentMap Sample() => CpioImage.Map(CpioLayout.Create(Tree()));

    private static CpioTree Tree() => CpioTree.Sorted(
    [
        .. Directories.Select(path => CpioEntry.Directory(path, Convert.ToInt32("755", 8), Time)),
        .. Files.Select(path => CpioEntry.File(path, Convert.ToInt32("644", 8), Time, Content(path))),
        CpioEntry.SymbolicLink("dir/link", "sub/deep", Time),
    ]);

    private static ExtentMap Content(string path) =>
        path.EndsWith("none", StringComparison.Ordinal) ? ExtentMap.Empty : ExtentMap.OfBytes(System.Text.Encoding.UTF8.GetBytes(path));

    private static async Task MakeFilesAsync(string root)
    {
        foreach (var path in Directories)
        {
            Directory.CreateDirectory(Path.Combine(root, path));
        }

        foreach (var path in Files)
        {
            var content = path.EndsWith("none", StringComparison.Ordinal) ? string.Empty : path;
            await File.WriteAllTextAsync(Path.Combine(root, path), content, Cancellation);
        }

        File.CreateSymbolicLink(Path.Combine(root, "dir/link"), "sub/deep");
        await Tool.RunAsync("chmod", "-R", "u=rwX,go=rX", root);
        await Tool.RunAsync("find", root, "-exec", "touch", "-h", "-d", $"@{Time}", "{}", "+");
    }
}
