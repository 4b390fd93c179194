using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary><c>lzma_filter</c>: the id of a filter and the address of its options.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LzmaFilter
{
    public ulong Id;
    public nint Options;
}
