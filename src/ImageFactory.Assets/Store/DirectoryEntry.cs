using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Assets.Store;

/// <summary>The two steps of a safe put that .NET does not offer (Linux).</summary>
internal static class DirectoryEntry
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int FileExists = 17;

    /// <summary>
    /// Gives a file a second name; false when the name is taken. <see cref="File.Move(string, string)"/> looks first and renames
    /// then, so that two of several at once could win.
    /// </summary>
    /// <exception cref="IOException">The name cannot be given.</exception>
    public static bool TryLink(string path, string name)
    {
        if (Link(path, name) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == FileExists
            ? false
            : throw new IOException($"Cannot name '{path}' '{name}': {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());
    }

    /// <summary>Makes a new name last over a power cut: it is data of the directory, not of the file.</summary>
    /// <exception cref="IOException">The directory cannot be flushed.</exception>
    public static void Flush(string directory)
    {
        using var handle = new SafeFileHandle(Open(directory, ReadOnly | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || Sync(handle) != 0)
        {
            throw new IOException(
                $"Cannot flush the directory '{directory}': {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(SafeFileHandle file);
}
