using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>A buffer that native code can be given the address of.</summary>
internal sealed class PinnedBuffer
{
    /// <summary>About what one zstd block holds; larger buffers are not faster.</summary>
    public const int DefaultSize = 128 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(DefaultSize, pinned: true);

    /// <summary>The bytes.</summary>
    public Memory<byte> Memory => _bytes;

    /// <summary>Where the bytes from <paramref name="start"/> on are.</summary>
    public PinnedRun Run(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _bytes.Length - start);
        return new PinnedRun(Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) + start, length);
    }
}
