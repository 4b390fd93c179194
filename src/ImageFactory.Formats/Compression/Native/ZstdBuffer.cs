using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>: memory, its size, and how far it was read or written.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZstdBuffer
{
    public nint Memory;
    public nuint Size;
    public nuint Position;

    public static ZstdBuffer Of(PinnedRun run) => new() { Memory = run.Address, Size = (nuint)run.Length };
}
