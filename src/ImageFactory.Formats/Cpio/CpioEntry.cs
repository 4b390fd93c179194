using System.Text;
using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Cpio;

/// <summary>One file, directory, link or device of an archive, owned by root.</summary>
public sealed record CpioEntry
{
    private const int PermissionMask = 0xFFF;

    private CpioEntry(CpioEntryType type, string path, int permissions, long modificationTime)
    {
        ArchivePath.Require(path, nameof(path));
        if (path is CpioHeader.TrailerName)
        {
            throw new ArgumentException($"No entry can be named '{path}': that name ends an archive.", nameof(path));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(permissions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permissions, PermissionMask);
        ArgumentOutOfRangeException.ThrowIfNegative(modificationTime);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(modificationTime, uint.MaxValue);
        Type = type;
        Path = path;
        Permissions = permissions;
        ModificationTime = modificationTime;
    }

    /// <summary>What the entry is.</summary>
    public CpioEntryType Type { get; }

    /// <summary>The path from the root of the archive, without a slash at either end.</summary>
    public string Path { get; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public int Permissions { get; }

    /// <summary>Seconds since 1970, up to 2^32 - 1.</summary>
    public long ModificationTime { get; }

    /// <summary>The content of a file, or the target of a symbolic link in UTF-8.</summary>
    public ExtentMap Content { get; private init; } = ExtentMap.Empty;

    /// <summary>The major number of a device.</summary>
    public uint DeviceMajor { get; private init; }

    /// <summary>The minor number of a device.</summary>
    public uint DeviceMinor { get; private init; }

    /// <summary>A regular file of up to 4 GiB - 1.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid, or the content is too long for the format.</exception>
    public static CpioEntry File(string path, int permissions, long modificationTime, ExtentMap content) =>
        content.Length <= uint.MaxValue
            ? new CpioEntry(CpioEntryType.File, path, permissions, modificationTime) { Content = content }
            : throw new ArgumentException(
                $"The file '{path}' has {content.Length} bytes; a cpio archive holds files of up to {uint.MaxValue} bytes.",
                nameof(content));

    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static CpioEntry Directory(string path, int permissions, long modificationTime) =>
        new(CpioEntryType.Directory, path, permissions, modificationTime);

    /// <summary>A symbolic link; its permissions are 0777, as on Linux.</summary>
    /// <exception cref="ArgumentException">The path, the target or the time is invalid.</exception>
    public static CpioEntry SymbolicLink(string path, string target, long modificationTime)
    {
        if (target.Length == 0 || target.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The symbolic link '{path}' has no valid target.", nameof(target));
        }

        return new CpioEntry(CpioEntryType.SymbolicLink, path, 0x1FF, modificationTime)
        {
            Content = ExtentMap.OfBytes(Encoding.UTF8.GetBytes(target)),
        };
    }

    /// <summary>A character device.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static CpioEntry CharacterDevice(string path, int permissions, long modificationTime, uint major, uint minor) =>
        new(CpioEntryType.CharacterDevice, path, permissions, modificationTime) { DeviceMajor = major, DeviceMinor = minor };

    /// <summary>A block device.</summary>
    /// <exception cref="ArgumentException">The path or a number is invalid.</exception>
    public static CpioEntry BlockDevice(string path, int permissions, long modificationTime, uint major, uint minor) =>
        new(CpioEntryType.BlockDevice, path, permissions, modificationTime) { DeviceMajor = major, DeviceMinor = minor };
}
