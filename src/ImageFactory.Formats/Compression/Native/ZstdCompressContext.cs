using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>A <c>ZSTD_CCtx</c>.</summary>
internal sealed class ZstdCompressContext : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>For the marshaller: use <see cref="Create"/>.</summary>
    public ZstdCompressContext()
        : base(ownsHandle: true)
    {
    }

    /// <summary>A new context.</summary>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public static ZstdCompressContext Create()
    {
        CodecLibraries.RequireZstd();
        var context = ZstdNative.CreateCompressContext();
        return context.IsInvalid ? throw new InvalidOperationException("zstd got no memory to compress.") : context;
    }

    /// <summary>Sets one of the ZSTD_c_ parameters.</summary>
    public void Set(int parameter, int value) => ZstdErrors.CheckCompress(ZstdNative.SetCompressParameter(this, parameter, value));

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => ZstdNative.FreeCompressContext(handle) == 0;
}
