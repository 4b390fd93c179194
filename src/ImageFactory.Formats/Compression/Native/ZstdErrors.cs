using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>What a result of libzstd says.</summary>
internal static class ZstdErrors
{
    /// <summary>True when the result is an error code and not a size.</summary>
    public static bool IsError(nuint result) => ZstdNative.IsError(result) != 0;

    /// <summary>Passes a result of compressing on; an error there is a setting of ours or lack of memory, never bad input.</summary>
    /// <exception cref="InvalidOperationException">The result is an error.</exception>
    public static nuint CheckCompress(nuint result) =>
        IsError(result) ? throw new InvalidOperationException($"zstd cannot compress: {Name(result)}.") : result;

    /// <summary>Passes a result of decompressing on.</summary>
    /// <exception cref="InvalidDataException">The result is an error that the input caused.</exception>
    /// <exception cref="InvalidOperationException">The library could not get memory.</exception>
    public static nuint CheckDecompress(nuint result)
    {
        if (!IsError(result))
        {
            return result;
        }

        throw ZstdNative.GetErrorCode(result) == ZstdNative.MemoryAllocation
            ? new InvalidOperationException($"zstd cannot decompress: {Name(result)}.")
            : new InvalidDataException($"The zstd data is invalid: {Name(result)}.");
    }

    private static string? Name(nuint result) => Marshal.PtrToStringUTF8(ZstdNative.GetErrorName(result));
}
