using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The tools of others read the disk images of a real release.</summary>
public sealed class DiskJudgeTests(SharedBuilds builds) : IClassFixture<SharedBuilds>, IDisposable
{
    private const string Disk = "metal-arm64.raw";
    private const string DualBootDisk = "metal-amd64.raw";
    private const int Mebibyte = 1024 * 1024;
    private const int EfiMebibytes = 2101;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Sgdisk_finds_no_fault_and_the_partitions_of_talos()
    {
        var disk = await BuildAsync(Disk);

        Assert.Contains("No problems found.", await Tool.RunAsync("sgdisk", "-v", disk), StringComparison.Ordinal);
        Assert.Matches(@"2048 +4304895 .*EF00 +EFI\n.*4304896 +4306943 .*8300 +META", await Tool.RunAsync("sgdisk", "-p", disk));
    }

    [Fact]
    public async Task Sgdisk_finds_the_partitions_of_both_boot_loaders()
    {
        var disk = await BuildAsync(DualBootDisk);

        Assert.Contains("No problems found.", await Tool.RunAsync("sgdisk", "-v", disk), StringComparison.Ordinal);
        Assert.Matches(
            @"2048 +4304895 .*EF00 +EFI\n.*4304896 +4306943 .*EF02 +BIOS\n.*4306944 +8402943 .*8300 +BOOT\n.*8402944 +8404991 .*8300 +META",
            await Tool.RunAsync("sgdisk", "-p", disk));
    }

    [Fact]
    public async Task Xfsprogs_and_GRUB_read_what_GRUB_boots()
    {
        var disk = await BuildAsync(DualBootDisk);
        var boot = await CutAsync(disk, skipMebibytes: 2103, mebibytes: 2000);

        await Tool.RunAsync("xfs_repair", "-n", boot);
        await Tool.RunAsync("grub-fstest", boot, "cmp", "(loop0)/A/vmlinuz", Path.Combine(Path.GetDirectoryName(disk)!, "kernel-amd64"));
        await Tool.RunAsync("grub-fstest", boot, "cmp", "(loop0)/A/initramfs.xz", Path.Combine(Path.GetDirectoryName(disk)!, "initramfs-amd64.xz"));
        Assert.StartsWith(
            "set default=\"A - Talos v1.13.0\"\n", await Tool.RunAsync("grub-fstest", boot, "cat", "(loop0)/grub/grub.cfg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dosfstools_and_mtools_read_the_efi_system_partition()
    {
        var partition = await CutAsync(await BuildAsync(Disk), skipMebibytes: 1, EfiMebibytes);

        await Tool.RunAsync("fsck.vfat", "-n", partition);

        var files = await Tool.RunAsync("mdir", "-/", "-b", "-i", partition);
        Assert.Equal(
            ["::/EFI/boot/BOOTAA64.efi", "::/EFI/Linux/Talos-v1.13.0.efi", "::/loader/loader.conf"],
            files.Split('\n').Where(file => file.Length > 0 && !file.EndsWith('/')));
    }

    [Fact]
    public async Task A_disk_takes_no_more_room_than_what_is_in_it()
    {
        var disk = await BuildAsync(Disk);

        var blocks = await Tool.RunAsync("stat", "--format", "%b %B %s", disk);

        var numbers = blocks.Trim().Split(' ').Select(long.Parse).ToList();
        Assert.Equal(2_355_101_696, numbers[2]);
        Assert.InRange(numbers[0] * numbers[1], 1, 100L * Mebibyte);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> BuildAsync(string disk) =>
        Path.Combine(await builds.GetAsync("v1.13.0", ["fuse3"], Disk, DualBootDisk, "kernel-amd64", "initramfs-amd64.xz"), disk);

    private Task<string> CutAsync(string disk, long skipMebibytes, long mebibytes) =>
        DiskPart.CopyAsync(disk, skipMebibytes * Mebibyte, mebibytes * Mebibyte, _directory.Combine("partition"));
}
