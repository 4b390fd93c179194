using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Extension images that are damaged, hostile, or not extensions.</summary>
public sealed class ExtensionRefusalTests : IDisposable
{
    private readonly ExtensionLab _lab = new();

    private static readonly TarMember Manifest = MiniImage.Manifest("test");

    public static TheoryData<FaultyImage> Refused =>
    [
        new FaultyImage("etc/passwd", Manifest, MiniImage.File("etc/passwd", "x")),
        new FaultyImage("'readme' beside manifest.yaml and rootfs", Manifest, MiniImage.File("readme", "x"), MiniImage.File("rootfs/a", "a")),
        new FaultyImage("rootfs", Manifest, MiniImage.File("rootfs", "x")),
        new FaultyImage("rootfs", Manifest, MiniImage.Special("rootfs", TarEntryType.Symlink, "/")),
        new FaultyImage("no manifest.yaml", MiniImage.File("rootfs/a", "a")),
        new FaultyImage("no manifest.yaml"),
        new FaultyImage("version", MiniImage.File("manifest.yaml", "version: v2\nmetadata: {name: a}\n")),
        new FaultyImage("manifest", MiniImage.File("manifest.yaml", "version: [")),
        new FaultyImage("manifest", MiniImage.File("manifest.yaml", string.Empty)),
        new FaultyImage("manifest", MiniImage.File("manifest.yaml", "version: v1alpha1\n")),
        new FaultyImage("manifest", MiniImage.File("manifest.yaml", [0xFF, 0xFE, 0x00])),
        new FaultyImage("1048577", MiniImage.File("manifest.yaml", new string('#', 1024 * 1024 + 1))),
        new FaultyImage("manifest.yaml", MiniImage.Special("manifest.yaml", TarEntryType.Symlink, "rootfs/a"), MiniImage.File("rootfs/a", "a")),
        new FaultyImage("manifest.yaml", MiniImage.Special("manifest.yaml", TarEntryType.Directory)),
        new FaultyImage("manifest.yaml' twice", Manifest, MiniImage.Manifest("other")),
        new FaultyImage("dev/null", Manifest, MiniImage.Special("rootfs/dev/null", TarEntryType.CharacterDevice)),
        new FaultyImage("dev/sda", Manifest, MiniImage.Special("rootfs/dev/sda", TarEntryType.BlockDevice)),
        new FaultyImage("run/pipe", Manifest, MiniImage.Special("rootfs/run/pipe", TarEntryType.Fifo)),
        new FaultyImage("rootfs/../etc/passwd", Manifest, MiniImage.File("rootfs/../etc/passwd", "x")),
        new FaultyImage("'a' twice", Manifest, MiniImage.File("rootfs/a", "1"), MiniImage.File("rootfs/a", "2")),
        new FaultyImage("'a' twice", Manifest, MiniImage.File("rootfs/a/b", "1"), MiniImage.File("rootfs/a", "2")),
        new FaultyImage("below 'a'", Manifest, MiniImage.File("rootfs/a", "1"), MiniImage.File("rootfs/a/b", "2")),
        new FaultyImage("below 'a'", Manifest, MiniImage.Special("rootfs/a", TarEntryType.Symlink, "/etc"), MiniImage.File("rootfs/a/b", "2")),
        new FaultyImage("below 'a'", Manifest, MiniImage.File("rootfs/a", "1"), MiniImage.Special("rootfs/a", TarEntryType.Directory)),
        new FaultyImage("hard link 'a' to 'rootfs/b'", Manifest, MiniImage.Special("rootfs/a", TarEntryType.HardLink, "rootfs/b")),
        new FaultyImage("hard link 'a' to 'manifest.yaml'", Manifest, MiniImage.Special("rootfs/a", TarEntryType.HardLink, "manifest.yaml")),
        new FaultyImage("hard link 'a' to 'rootfs/a'", Manifest, MiniImage.Special("rootfs/a", TarEntryType.HardLink, "rootfs/a")),
        new FaultyImage("hard link 'a' to 'rootfs/b'", Manifest, MiniImage.File("rootfs/b/c", "c"), MiniImage.Special("rootfs/a", TarEntryType.HardLink, "rootfs/b")),
        new FaultyImage("hard link 'a' to 'rootfs/b'", Manifest, MiniImage.Special("rootfs/b", TarEntryType.Symlink, "c"), MiniImage.Special("rootfs/a", TarEntryType.HardLink, "rootfs/b")),
        new FaultyImage("'a' twice", Manifest, MiniImage.File("rootfs/a", "a"), MiniImage.Special("rootfs/a", TarEntryType.HardLink, "rootfs/a")),
        new FaultyImage("directories", Manifest, MiniImage.File("rootfs/" + string.Join('/', Enumerable.Repeat("d", 200)), "x")),
        new FaultyImage("name", Manifest, MiniImage.File("rootfs/" + new string('n', 256), "x")),
        new FaultyImage("name", Manifest, MiniImage.File("rootfs/" + new string('ü', 128) + "/a", "x")),
        new FaultyImage("target", Manifest, MiniImage.Special("rootfs/a", TarEntryType.Symlink, new string('t', 4096))),
        new FaultyImage("target", Manifest, MiniImage.Special("rootfs/a", TarEntryType.Symlink, new string('ü', 2048))),
        new FaultyImage("target", Manifest, MiniImage.Special("rootfs/a", TarEntryType.Symlink, "ü\0b")),
        new FaultyImage("SELinux", Manifest, Labelled(65_537)),
        new FaultyImage("'usr/lib/firmware/a' twice", Manifest, MiniImage.File("rootfs/usr/lib/firmware/a", "1"), MiniImage.File("rootfs/usr/lib/firmware/a", "2")),
        new FaultyImage("'usr/lib/firmware/a' twice", Manifest, MiniImage.File("rootfs/usr/lib/firmware/a", "1"), MiniImage.Special("rootfs/usr/lib/firmware/a", TarEntryType.Symlink, "b")),
        new FaultyImage("hard link 'usr/lib/firmware/a' to 'rootfs/b'", Manifest, MiniImage.File("rootfs/b", "b"), MiniImage.Special("rootfs/usr/lib/firmware/a", TarEntryType.HardLink, "rootfs/b")),
        new FaultyImage("below 'lib'", Manifest, MiniImage.File("rootfs/usr/lib", "1"), MiniImage.File("rootfs/usr/lib/firmware/a", "2")),
        new FaultyImage("firmware", Manifest, MiniImage.Special("rootfs/usr/lib/firmware", TarEntryType.Symlink, "/firmware")),
    ];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_faulty_image_is_refused_with_a_sentence_and_leaves_nothing(FaultyImage image)
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.PackAsync(image.Members));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Contains(image.Expected, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Stored());
    }

    [Theory]
    [InlineData("v1.13.0", "usr/lib/modules/6.12/a.ko", true)]
    [InlineData("v1.13.0", "usr/lib/modules/6.12/a.conf", false)]
    [InlineData("v1.13.0", "usr/lib/modules/6.12/build/a.ko", false)]
    [InlineData("v1.13.0", "lib/modules/6.12/a.ko", false)]
    [InlineData("v1.9.5", "lib/modules/6.6/a.ko.xz", true)]
    [InlineData("v1.9.5", "usr/lib/modules/6.6/a.ko", false)]
    public async Task A_damaged_module_is_refused_where_the_version_has_modules(string version, string path, bool isRefused)
    {
        await using var archive = new ExtentStream(TarImage.Map([Manifest, MiniImage.File("rootfs/" + path, "x")]), new MemoryBlobs());

        var fault = await Record.ExceptionAsync(() => _lab.PackLayerAsync(archive, version));

        Assert.Equal(isRefused ? FactoryError.SourceInvalid : null, (fault as FactoryException)?.Error);
        Assert.Equal(isRefused, fault?.Message.Contains(path, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(512)]
    [InlineData(1000)]
    [InlineData(1900)]
    public async Task An_archive_that_ends_too_early_is_refused(int length)
    {
        await using var whole = new ExtentStream(
            TarImage.Map([Manifest, MiniImage.File("rootfs/a", new string('a', 2000))]), new MemoryBlobs());
        var archive = new byte[length];
        await whole.ReadExactlyAsync(archive, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.PackLayerAsync(new MemoryStream(archive), "v1.13.0"));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Empty(_lab.Stored());
    }

    [Fact]
    public async Task A_layer_that_is_no_archive_is_refused()
    {
        var text = Encoding.ASCII.GetBytes(new string('x', 5000));

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.PackLayerAsync(new MemoryStream(text), "v1.13.0"));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Empty(_lab.Stored());
    }

    public void Dispose() => _lab.Dispose();

    private static TarMember Labelled(int length)
    {
        var file = MiniImage.File("rootfs/a", "a");
        return file with
        {
            Entry = file.Entry with
            {
                Xattrs = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { ["security.selinux"] = new byte[length] },
            },
        };
    }

    /// <summary>An image and what is said about it.</summary>
    public sealed class FaultyImage(string expected, params TarMember[] members)
    {
        public string Expected { get; } = expected;

        public TarMember[] Members { get; } = members;

        public override string ToString() => Expected;
    }
}
