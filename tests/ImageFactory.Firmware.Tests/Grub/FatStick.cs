using ImageFactory.Testing;

namespace ImageFactory.Firmware.Tests.Grub;

/// <summary>A USB stick as people make one who copy an ISO's files: FAT, and nothing of the image but its files.</summary>
internal static class FatStick
{
    /// <summary>The path of an image of such a stick.</summary>
    public static async Task<string> OfAsync(string iso, TemporaryDirectory directory)
    {
        var files = directory.Combine("files");
        var stick = directory.Combine("stick");
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/", files);
        await Tool.RunAsync("truncate", "-s", "256M", stick);
        await Tool.RunAsync("mkfs.vfat", "-F", "32", stick);
        await Tool.RunAsync("mcopy", ["-s", "-i", stick, .. Directory.GetFileSystemEntries(files), "::/"]);
        return stick;
    }
}
