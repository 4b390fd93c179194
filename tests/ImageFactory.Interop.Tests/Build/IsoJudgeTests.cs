using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The tools of others read the ISOs of a real release: of the hybrid kind, and of the kind that GRUB alone boots.</summary>
public sealed class IsoJudgeTests(SharedBuilds builds) : IClassFixture<SharedBuilds>, IDisposable
{
    private const string Iso = "metal-amd64.iso";
    private const int SectorSize = 512;
    private const string Hybrid = "v1.13.0";
    private const string GrubOnly = "v1.9.0";

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(Hybrid)]
    [InlineData(GrubOnly)]
    public async Task Xorriso_finds_what_boots_and_every_file_as_it_should_be(string version)
    {
        var iso = await BuildAsync(version);
        var target = _directory.Combine("files");

        var report = await Tool.RunAsync("xorriso", "-indev", iso, "-report_el_torito", "plain");
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/", target);

        Assert.Matches(@"El Torito boot img : +1 +BIOS +y", report);
        Assert.Matches(@"El Torito boot img : +2 +UEFI +y", report);
        await AssertSameAsync(Beside(iso, "kernel-amd64"), Path.Combine(target, "boot/vmlinuz"));
        await AssertSameAsync(Beside(iso, "initramfs-amd64.xz"), Path.Combine(target, "boot/initramfs.xz"));
    }

    [Theory]
    [InlineData(Hybrid)]
    [InlineData(GrubOnly)]
    public async Task The_partition_table_is_sound_and_every_entry_is_readable(string version)
    {
        var iso = await BuildAsync(version);

        Assert.Contains("No problems found.", await Tool.RunAsync("sgdisk", "-v", iso), StringComparison.Ordinal);

        using var table = JsonDocument.Parse(await Tool.RunAsync("sfdisk", "--json", iso));
        var entries = table.RootElement.GetProperty("partitiontable").GetProperty("partitions");
        Assert.Equal(2, entries.GetArrayLength());
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", await CutAsync(iso, entries[0]), "-extract", "/", _directory.Combine("files"));
        await AssertSameAsync(Beside(iso, "kernel-amd64"), _directory.Combine("files/boot/vmlinuz"));
        await AssertSameAsync(Beside(iso, "initramfs-amd64.xz"), _directory.Combine("files/boot/initramfs.xz"));
        var efi = await CutAsync(iso, entries[1]);
        await Tool.RunAsync("fsck.vfat", "-n", efi);
        await Tool.RunAsync("mcopy", "-s", "-i", efi, "::/EFI", _directory.Combine("efi"));
        await Tool.RunAsync("diff", "-r", _directory.Combine("efi"), _directory.Combine("files/EFI"));
    }

    [Theory]
    [InlineData(Hybrid)]
    [InlineData(GrubOnly)]
    public async Task GRUB_reads_kernel_and_menu(string version)
    {
        var iso = await BuildAsync(version);

        await Tool.RunAsync("grub-fstest", iso, "cmp", "(loop0)/boot/vmlinuz", Beside(iso, "kernel-amd64"));
        Assert.StartsWith("set default=0\n", await Tool.RunAsync("grub-fstest", iso, "cat", "(loop0)/boot/grub/grub.cfg"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Hybrid)]
    [InlineData(GrubOnly)]
    public async Task Everything_is_in_it_once(string version)
    {
        var iso = await BuildAsync(version);

        var content = new FileInfo(Beside(iso, "kernel-amd64")).Length + new FileInfo(Beside(iso, "initramfs-amd64.xz")).Length;

        // The boot loaders, tables, and the smallest FAT32 that there is.
        Assert.InRange(new FileInfo(iso).Length, content, Math.Max(content + (14 << 20), 37 << 20));
    }

    public void Dispose() => _directory.Dispose();

    private static string Beside(string iso, string asset) => Path.Combine(Path.GetDirectoryName(iso)!, asset);

    // The kernel and initramfs of the same schematic, by themselves.
    private async Task<string> BuildAsync(string version) =>
        Path.Combine(await builds.GetAsync(version, ["fuse3"], Iso, "kernel-amd64", "initramfs-amd64.xz"), Iso);

    private Task<string> CutAsync(string iso, JsonElement entry)
    {
        var (start, size) = (entry.GetProperty("start").GetInt64(), entry.GetProperty("size").GetInt64());
        return DiskPart.CopyAsync(iso, start * SectorSize, size * SectorSize, _directory.Combine($"partition-{start}"));
    }

    private static async Task AssertSameAsync(string asset, string path) => await Tool.RunAsync("cmp", asset, path);
}
