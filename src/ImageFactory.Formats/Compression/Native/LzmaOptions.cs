using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary><c>lzma_options_lzma</c>: the dictionary size in bytes, and the rest as the library fills it in.</summary>
[StructLayout(LayoutKind.Sequential, Size = 112)]
internal struct LzmaOptions
{
    public uint DictionarySize;
}
