using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>A <c>ZSTD_DCtx</c>.</summary>
internal sealed class ZstdDecompressContext : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>For the marshaller: use <see cref="Create"/>.</summary>
    public ZstdDecompressContext()
        : base(ownsHandle: true)
    {
    }

    /// <summary>A new context.</summary>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public static ZstdDecompressContext Create()
    {
        CodecLibraries.RequireZstd();
        var context = ZstdNative.CreateDecompressContext();
        return context.IsInvalid ? throw new InvalidOperationException("zstd got no memory to decompress.") : context;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => ZstdNative.FreeDecompressContext(handle) == 0;
}
