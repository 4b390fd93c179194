using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>squashfs-tools looks at packed extensions.</summary>
public sealed class ExtensionJudgeTests : IDisposable
{
    private const string Date = "2019-06-01 21:34";

    private readonly ExtensionLab _lab = new();

    private static readonly TarMember Manifest = MiniImage.Manifest("test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_owned_by_root_and_has_the_constant_time()
    {
        var setuid = MiniImage.File("rootfs/usr/bin/su", "su");
        var image = await _lab.PackAsync(
            Manifest,
            setuid with { Entry = setuid.Entry with { Mode = 0b100_111_101_101 } },
            MiniImage.File("rootfs/usr/local/etc/conf", "conf"),
            MiniImage.Special("rootfs/link", TarEntryType.Symlink, "../outside/./of//it"),
            Directory("rootfs/var/private", 0b001_111_000_000));

        var lines = await ListAsync(image);

        Assert.Equal(
            [
                $"drwxr-xr-x 0/0 {Date} squashfs-root",
                $"lrwxrwxrwx 0/0 {Date} squashfs-root/link -> ../outside/./of//it",
                $"drwxr-xr-x 0/0 {Date} squashfs-root/usr",
                $"drwxr-xr-x 0/0 {Date} squashfs-root/usr/bin",
                $"-rwsr-xr-x 0/0 {Date} squashfs-root/usr/bin/su",
                $"drwxr-xr-x 0/0 {Date} squashfs-root/usr/local",
                $"drwxr-xr-x 0/0 {Date} squashfs-root/usr/local/etc",
                $"-rw-r--r-- 0/0 {Date} squashfs-root/usr/local/etc/conf",
                $"drwxr-xr-x 0/0 {Date} squashfs-root/var",
                $"drwx-----T 0/0 {Date} squashfs-root/var/private",
            ],
            lines,
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_directory_may_come_after_what_is_in_it()
    {
        var image = await _lab.PackAsync(
            Manifest,
            MiniImage.File("rootfs/etc/a", "a"),
            Directory("rootfs/etc", 0b111_000_000),
            Directory("rootfs", 0b111_101_000));

        var lines = await ListAsync(image);

        Assert.Equal(
            [$"drwxr-x--- 0/0 {Date} squashfs-root", $"drwx------ 0/0 {Date} squashfs-root/etc", $"-rw-r--r-- 0/0 {Date} squashfs-root/etc/a"],
            lines,
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hard_link_shares_the_content_whether_its_file_comes_before_or_after(bool isBefore)
    {
        var content = new byte[400_000];
        new Random(1).NextBytes(content);
        var file = MiniImage.File("rootfs/usr/file", content);
        var link = MiniImage.Special("rootfs/link", TarEntryType.HardLink, "rootfs/usr/file");

        var image = await _lab.PackAsync(isBefore ? [Manifest, file, link] : [link, file, Manifest]);

        await Tool.RunAsync("unsquashfs", "-no-progress", "-no-xattrs", "-d", _lab.Combine("out"), image);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(_lab.Combine("out"), "usr", "file"), Cancellation));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(_lab.Combine("out"), "link"), Cancellation));
        Assert.InRange(new FileInfo(image).Length, content.Length, content.Length + 10_000);
    }

    [Fact]
    public async Task Only_the_selinux_label_is_kept_of_the_attributes()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may set security attributes.");
        Tool.Require("getfattr");
        var file = MiniImage.File("rootfs/a", "a");
        var attributes = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            ["security.selinux"] = "label\0"u8.ToArray(),
            ["security.capability"] = new byte[20],
            ["user.note"] = "x"u8.ToArray(),
            ["trusted.overlay.opaque"] = "y"u8.ToArray(),
        };
        var image = await _lab.PackAsync(Manifest, file with { Entry = file.Entry with { Xattrs = attributes } });

        await Tool.RunAsync("unsquashfs", "-no-progress", "-d", _lab.Combine("out"), image);
        var shown = await Tool.RunAsync(
            "getfattr", "-d", "-m", "-", "-e", "hex", "--absolute-names", Path.Combine(_lab.Combine("out"), "a"));

        Assert.Equal(
            ["security.selinux=0x6c6162656c00"],
            shown.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_extension_without_files_is_an_empty_root()
    {
        var image = await _lab.PackAsync(Manifest);

        Assert.Equal([$"drwxr-xr-x 0/0 {Date} squashfs-root"], await ListAsync(image), StringComparer.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static TarMember Directory(string path, int mode)
    {
        var directory = MiniImage.Special(path, TarEntryType.Directory);
        return directory with { Entry = directory.Entry with { Mode = mode } };
    }

    // Without the third column, the size.
    private static async Task<IReadOnlyList<string>> ListAsync(string image)
    {
        var listing = await Tool.RunAsync("unsquashfs", "-UTC", "-lln", image);
        return
        [
            .. listing.Split('\n')
                .Where(line => line.Contains(Date, StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(columns => string.Join(' ', columns.Where((_, index) => index != 2))),
        ];
    }
}
