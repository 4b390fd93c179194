using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Packages;
using ImageFactory.Testing;

namespace ImageFactory.Sample.Tests.Packages;

public sealed class DebFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ScratchStore _store;

    public DebFilesTests() => _store = new ScratchStore(_directory.Combine("store"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Files_links_and_modes_come_out()
    {
        var files = await UnpackAsync(
            new TarMember(Entry(string.Empty, TarEntryType.Directory), ExtentMap.Empty),
            new TarMember(Entry("usr/bin/a", TarEntryType.File), ExtentMap.OfBytes("content"u8.ToArray())),
            new TarMember(Entry("usr/bin/b", TarEntryType.Symlink, "a"), ExtentMap.Empty),
            new TarMember(Entry("usr/bin/c", TarEntryType.HardLink, "usr/bin/a"), ExtentMap.Empty));

        Assert.Equal(["usr", "usr/bin", "usr/bin/a", "usr/bin/b", "usr/bin/c"], files.Nodes.Keys);
        var file = Assert.IsType<TreeFile>(files.Nodes["usr/bin/a"]);
        Assert.Equal(0b110_100_000, file.Mode);
        Assert.Equal("content", await TextAsync(file));
        Assert.Equal("a", Assert.IsType<TreeSymlink>(files.Nodes["usr/bin/b"]).Target);
        Assert.Equal(file, files.Nodes["usr/bin/c"]);
    }

    [Fact]
    public async Task A_path_that_is_there_twice_is_refused()
    {
        var member = new TarMember(Entry("a", TarEntryType.File), ExtentMap.Empty);

        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(member, member));
    }

    [Fact]
    public async Task A_file_below_a_link_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(
            new TarMember(Entry("a", TarEntryType.Symlink, "/etc"), ExtentMap.Empty),
            new TarMember(Entry("a/passwd", TarEntryType.File), ExtentMap.Empty)));
    }

    [Fact]
    public async Task A_hard_link_to_nothing_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(
            new TarMember(Entry("a", TarEntryType.HardLink, "b"), ExtentMap.Empty)));
    }

    [Fact]
    public async Task A_device_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(
            new TarMember(Entry("a", TarEntryType.BlockDevice), ExtentMap.Empty)));
    }

    [Fact]
    public async Task Damaged_bytes_are_refused_or_harmless()
    {
        var package = await FakePackage.CreateAsync(("usr/bin/a", "content"), ("usr/bin/b", "more"));
        for (var offset = 0; offset < package.Length; offset += 7)
        {
            var damaged = (byte[])package.Clone();
            damaged[offset] ^= 0xFF;

            var exception = await Record.ExceptionAsync(() => UnpackAsync(damaged));

            Assert.True(exception is null or InvalidDataException, $"byte {offset}: {exception}");
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public async Task A_package_that_dpkg_made_is_read(string compression)
    {
        var root = _directory.Combine("root");
        Directory.CreateDirectory(Path.Combine(root, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(root, "usr", "share"));
        const string Control = "Package: sample\nVersion: 1\nArchitecture: all\nMaintainer: A <a@b.c>\nDescription: x\n";
        await File.WriteAllTextAsync(Path.Combine(root, "DEBIAN", "control"), Control, Token);
        await File.WriteAllTextAsync(Path.Combine(root, "usr", "share", new string('n', 150)), "long name", Token);
        File.CreateSymbolicLink(Path.Combine(root, "usr", "link"), "share");
        var path = _directory.Combine("sample.deb");
        await Tool.RunAsync("dpkg-deb", "--root-owner-group", $"-Z{compression}", "--build", root, path);

        var files = await UnpackAsync(await File.ReadAllBytesAsync(path, Token));

        Assert.Equal(["usr", "usr/link", "usr/share", "usr/share/" + new string('n', 150)], files.Nodes.Keys);
        Assert.Equal("share", Assert.IsType<TreeSymlink>(files.Nodes["usr/link"]).Target);
        Assert.Equal("long name", await TextAsync(Assert.IsType<TreeFile>(files.Nodes.Last().Value)));
    }

    private static TarEntry Entry(string path, TarEntryType type, string target = "") =>
        new() { Path = path, Type = type, Mode = 0b110_100_000, ModificationTime = 0, LinkTarget = target };

    private async Task<FileTree> UnpackAsync(params TarMember[] members) =>
        await UnpackAsync(FakePackage.Ar(("debian-binary", "2.0\n"u8.ToArray()), ("data.tar", await FakePackage.TarAsync(members))));

    private Task<FileTree> UnpackAsync(byte[] package)
    {
        var packages = new MemoryBlobs();
        packages.Add(package);
        return DebFiles.UnpackAsync(Digest.OfBytes(package), packages, _store, Token);
    }

    private async Task<string> TextAsync(TreeFile file)
    {
        await using var content = _store.Open(file.Content);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Token);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
