namespace ImageFactory.Formats.Compression.Native;

/// <summary>What a failed result of liblzma says.</summary>
internal static class LzmaErrors
{
    /// <summary>The exception for a failure to compress: a setting of ours, or lack of memory.</summary>
    public static Exception OfCompress(int result) => result == LzmaNative.MemoryError
        ? new InvalidOperationException("xz got no memory to compress.")
        : new InvalidOperationException($"xz cannot compress: lzma_ret {result}.");

    /// <summary>The exception for a failure to decompress.</summary>
    public static Exception OfDecompress(int result) => result switch
    {
        LzmaNative.MemoryError => new InvalidOperationException("xz got no memory to decompress."),
        LzmaNative.MemoryLimitError => new InvalidDataException("The xz data is refused: its dictionary is too large."),
        LzmaNative.FormatError => new InvalidDataException("The xz data is invalid: this is no xz stream."),
        LzmaNative.OptionsError => new InvalidDataException("The xz data is refused: it uses unknown options."),
        LzmaNative.DataError => new InvalidDataException("The xz data is invalid: it is damaged."),
        LzmaNative.BufferError => new InvalidDataException("The xz data is invalid: it is cut off, or longer than expected."),
        _ => new InvalidOperationException($"xz cannot decompress: lzma_ret {result}."),
    };
}
