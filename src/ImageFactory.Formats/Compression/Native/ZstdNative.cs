using System.Runtime.InteropServices;

// Only from where the system keeps its libraries, never from beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace ImageFactory.Formats.Compression.Native;

/// <summary>The part of the stable interface of libzstd (zstd.h, zstd_errors.h) that the codecs use.</summary>
internal static partial class ZstdNative
{
    /// <summary>The soname: the interface of version 1 is stable, and only this name is there without a development package.</summary>
    public const string Library = "libzstd.so.1";

    // ZSTD_cParameter
    public const int CompressionLevel = 100;
    public const int WindowLog = 101;
    public const int ContentSizeFlag = 200;
    public const int ChecksumFlag = 201;
    public const int NbWorkers = 400;

    // ZSTD_dParameter
    public const int WindowLogMax = 100;

    // ZSTD_EndDirective
    public const int Continue = 0;
    public const int End = 2;

    // ZSTD_ErrorCode
    public const int WindowTooLarge = 16;
    public const int MemoryAllocation = 64;
    public const int DestinationTooSmall = 70;

    [LibraryImport(Library, EntryPoint = "ZSTD_versionString")]
    public static partial nint VersionString();

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorCode")]
    public static partial int GetErrorCode(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint GetErrorName(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    public static partial ZstdCompressContext CreateCompressContext();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompressContext(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetCompressParameter(ZstdCompressContext context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    public static partial nuint Compress(
        ZstdCompressContext context, Span<byte> destination, nuint capacity, ReadOnlySpan<byte> source, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressStream2")]
    public static partial nuint CompressStream(
        ZstdCompressContext context, ref ZstdBuffer output, ref ZstdBuffer input, int endOperation);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial ZstdDecompressContext CreateDecompressContext();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressContext(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetDecompressParameter(ZstdDecompressContext context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
    public static partial nuint Decompress(
        ZstdDecompressContext context, Span<byte> destination, nuint capacity, ReadOnlySpan<byte> source, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint DecompressStream(ZstdDecompressContext context, ref ZstdBuffer output, ref ZstdBuffer input);
}
