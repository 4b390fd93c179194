using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary><c>lzma_stream</c>: what is to be read and where to write; the rest belongs to the library.</summary>
[StructLayout(LayoutKind.Sequential, Size = 136)]
internal struct LzmaStream
{
    public nint NextIn;
    public nuint AvailableIn;
    public ulong TotalIn;
    public nint NextOut;
    public nuint AvailableOut;
    public ulong TotalOut;
}
