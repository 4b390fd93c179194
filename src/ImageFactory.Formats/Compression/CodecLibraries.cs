using System.Runtime.InteropServices;
using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// The versions of the libraries that compress. The same level gives other bytes in another version, so they are part of whatever
/// identifies compressed output.
/// </summary>
public static class CodecLibraries
{
    private static readonly Lazy<string> ZstdVersion = new(() => Load(ZstdNative.VersionString, ZstdNative.Library, "libzstd1"));
    private static readonly Lazy<string> LzmaVersion = new(() => Load(LzmaNative.VersionString, LzmaNative.Library, "liblzma5"));

    /// <summary>The version of libzstd, such as <c>1.5.4</c>.</summary>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public static string Zstd => ZstdVersion.Value;

    /// <summary>The version of liblzma, such as <c>5.4.1</c>.</summary>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public static string Lzma => LzmaVersion.Value;

    /// <summary>The version of zlib: that of the .NET runtime, which brings its own.</summary>
    public static string Zlib => RuntimeInformation.FrameworkDescription;

    internal static void RequireZstd() => _ = ZstdVersion.Value;

    internal static void RequireLzma() => _ = LzmaVersion.Value;

    private static string Load(Func<nint> version, string library, string package)
    {
        try
        {
            return Marshal.PtrToStringUTF8(version()) ?? throw new InvalidOperationException($"{library} has no version.");
        }
        catch (DllNotFoundException exception)
        {
            throw new DllNotFoundException(
                $"The library {library} is not installed; it is needed to compress and decompress. "
                + $"On Debian and Ubuntu it is in the package {package}.",
                exception);
        }
    }
}
