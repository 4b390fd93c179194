using System.Runtime.InteropServices;

namespace ImageFactory.Assets.Store;

/// <summary>What the file system says of a file; with the inode, which .NET does not tell (statx(2), Linux).</summary>
/// <param name="Inode">Another number after the file was replaced.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Modified">When the content was written, in nanoseconds since 1970.</param>
/// <param name="Accessed">When it was used.</param>
internal readonly record struct FileStatus(ulong Inode, long Length, Int128 Modified, DateTimeOffset Accessed)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int NoEntry = 2;
    private const int NotDirectory = 20;
    private const int FormatMask = 0xF000;
    private const int RegularFile = 0x8000;

    // struct statx is the same on all architectures (linux/stat.h).
    private const int Size = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int LengthOffset = 40;
    private const int AccessedOffset = 64;
    private const int ModifiedOffset = 112;

    /// <summary>The status of a regular file, or null when there is none.</summary>
    /// <exception cref="IOException">The file system does not answer.</exception>
    public static FileStatus? Find(string path)
    {
        var buffer = new byte[Size];
        if (StatX(CurrentDirectory, path, 0, BasicStats, buffer) == 0)
        {
            return (BitConverter.ToUInt16(buffer, ModeOffset) & FormatMask) == RegularFile ? Read(buffer) : null;
        }

        return Marshal.GetLastPInvokeError() is NoEntry or NotDirectory
            ? null
            : throw new IOException($"Cannot look at '{path}': {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());
    }

    private static FileStatus Read(byte[] buffer)
    {
        var (seconds, nanoseconds) = Time(buffer, AccessedOffset);
        var modified = Time(buffer, ModifiedOffset);
        return new FileStatus(
            BitConverter.ToUInt64(buffer, InodeOffset),
            BitConverter.ToInt64(buffer, LengthOffset),
            (modified.Seconds * (Int128)1_000_000_000) + modified.Nanoseconds,
            DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    private static (long Seconds, uint Nanoseconds) Time(byte[] buffer, int offset) =>
        (BitConverter.ToInt64(buffer, offset), BitConverter.ToUInt32(buffer, offset + sizeof(long)));

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);
}
