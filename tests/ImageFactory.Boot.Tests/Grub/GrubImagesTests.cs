using ImageFactory.Boot.Grub;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Grub;

public sealed class GrubImagesTests
{
    private static readonly string[] Modules =
    [
        "part_gpt", "ext2", "fat", "xfs", "normal", "configfile", "linux", "boot", "search", "search_fs_uuid", "search_fs_file",
        "ls", "cat", "echo", "test", "help", "reboot", "halt", "all_video",
    ];

    [Fact]
    public async Task UEFI_gets_from_a_disk_what_the_reference_makes_with_grub_mkimage()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Combine("grub.efi");
        string[] arguments = ["--format", "x86_64-efi", "--output", path, "--prefix", "(hd0,gpt3)/grub", "--compression", "xz", .. Modules];

        var image = GrubImages.DiskEfi(GrubFiles.Installed("x86_64-efi").Modules);

        await Tool.RunAsync("grub-mkimage", arguments);
        Assert.Equal(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), image);
    }

    [Fact]
    public void The_same_files_give_the_same_images()
    {
        var files = GrubFiles.Installed("i386-pc").Modules;

        Assert.Equal(GrubImages.DiskCore(files), GrubImages.DiskCore(files));
        Assert.Equal(GrubImages.IsoElTorito(files), GrubImages.IsoElTorito(files));
    }
}
