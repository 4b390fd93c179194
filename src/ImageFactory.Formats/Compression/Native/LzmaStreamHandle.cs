using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>An <c>lzma_stream</c> at an address that does not move, and what the library hangs on it.</summary>
internal sealed class LzmaStreamHandle : SafeHandle
{
    private readonly LzmaStream[] _stream = GC.AllocateArray<LzmaStream>(1, pinned: true);

    public LzmaStreamHandle()
        : base(0, ownsHandle: true)
    {
        CodecLibraries.RequireLzma();
        SetHandle(Marshal.UnsafeAddrOfPinnedArrayElement(_stream, 0));
    }

    /// <summary>What the next call reads and writes.</summary>
    public ref LzmaStream State => ref _stream[0];

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LzmaNative.End(handle);
        return true;
    }
}
