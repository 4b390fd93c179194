using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary><c>lzma_mt</c>: how the multi-threaded encoder works.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct LzmaThreadOptions
{
    public uint Flags;
    public uint Threads;
    public ulong BlockSize;
    public uint Timeout;
    public uint Preset;
    public nint Filters;
    public int Check;
}
