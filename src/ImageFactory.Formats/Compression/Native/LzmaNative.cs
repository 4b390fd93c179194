using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>The part of the interface of liblzma 5 (lzma/base.h, container.h, lzma12.h) that the codecs use.</summary>
internal static partial class LzmaNative
{
    /// <summary>The soname: only this name is there without a development package.</summary>
    public const string Library = "liblzma.so.5";

    public const ulong FilterLzma1 = 0x4000000000000001;
    public const ulong FilterLzma2 = 0x21;
    public const ulong NoMoreFilters = ulong.MaxValue;

    // lzma_check
    public const int CheckCrc32 = 1;

    // lzma_action
    public const int Run = 0;
    public const int Finish = 3;

    // Decoder flags
    public const uint Concatenated = 0x08;

    // lzma_ret
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int MemoryError = 5;
    public const int MemoryLimitError = 6;
    public const int FormatError = 7;
    public const int OptionsError = 8;
    public const int DataError = 9;
    public const int BufferError = 10;

    [LibraryImport(Library, EntryPoint = "lzma_version_string")]
    public static partial nint VersionString();

    /// <summary>Fills in the options of a preset; true when there is no such preset.</summary>
    [LibraryImport(Library, EntryPoint = "lzma_lzma_preset")]
    public static partial byte FillPreset(ref LzmaOptions options, uint preset);

    [LibraryImport(Library, EntryPoint = "lzma_stream_buffer_encode")]
    public static partial int EncodeBuffer(
        nint filters,
        int check,
        nint allocator,
        ReadOnlySpan<byte> input,
        nuint inputSize,
        Span<byte> output,
        ref nuint outputPosition,
        nuint outputSize);

    [LibraryImport(Library, EntryPoint = "lzma_raw_buffer_encode")]
    public static partial int EncodeRawBuffer(
        nint filters,
        nint allocator,
        ReadOnlySpan<byte> input,
        nuint inputSize,
        Span<byte> output,
        ref nuint outputPosition,
        nuint outputSize);

    [LibraryImport(Library, EntryPoint = "lzma_stream_buffer_decode")]
    public static partial int DecodeBuffer(
        ref ulong memoryLimit,
        uint flags,
        nint allocator,
        ReadOnlySpan<byte> input,
        ref nuint inputPosition,
        nuint inputSize,
        Span<byte> output,
        ref nuint outputPosition,
        nuint outputSize);

    /// <summary>The CRC-64 of the .xz format, going on from the one of the bytes before, or from 0.</summary>
    [LibraryImport(Library, EntryPoint = "lzma_crc64")]
    public static partial ulong Crc64(ReadOnlySpan<byte> bytes, nuint size, ulong crc);

    [LibraryImport(Library, EntryPoint = "lzma_stream_encoder_mt")]
    public static partial int StartThreadedEncoder(LzmaStreamHandle stream, ref LzmaThreadOptions options);

    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder")]
    public static partial int StartDecoder(LzmaStreamHandle stream, ulong memoryLimit, uint flags);

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    public static partial int Code(LzmaStreamHandle stream, int action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    public static partial void End(nint stream);
}
