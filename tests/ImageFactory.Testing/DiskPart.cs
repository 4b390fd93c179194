using System.Globalization;

namespace ImageFactory.Testing;

/// <summary>A part of a disk image as a file of its own, for judges that know no partitions.</summary>
public static class DiskPart
{
    /// <summary>Copies it and returns the copy's path. Holes are not read and stay holes: disks are mostly that.</summary>
    /// <param name="disk">The path of the image.</param>
    /// <param name="offset">Where the part begins, in bytes: a multiple of 512.</param>
    /// <param name="length">How many bytes it has: a multiple of 512.</param>
    /// <param name="path">Where to.</param>
    public static async Task<string> CopyAsync(string disk, long offset, long length, string path)
    {
        var part = string.Create(CultureInfo.InvariantCulture, $"driver=raw,offset={offset},size={length},file.filename={disk}");
        await Tool.RunAsync("qemu-img", "convert", "--image-opts", part, "-O", "raw", path);
        return path;
    }
}
