using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Uki;

/// <summary>
/// The release of a kernel as <c>uname -r</c> tells it, read from the setup header of an x86 bzImage (Linux Documentation,
/// arch/x86/boot.rst, "kernel_version").
/// </summary>
public static class KernelRelease
{
    // setup_sects, the magic and the pointer lie in the first two sectors.
    private const int HeaderSize = 1024;

    private const int SectorSize = 512;

    private const int SetupSectorsField = 0x1F1;

    private const int MagicField = 0x202;

    private const int KernelVersionField = 0x20E;

    // More than the longest release (64 bytes); behind it the text goes on with the builder's name and the build's time.
    private const int LongestRelease = 128;

    private static readonly SearchValues<byte> Terminators = SearchValues.Create(" \0"u8);

    /// <summary>The release, or null when the kernel does not tell it: arm64 kernels never do.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<string?> FindAsync(ExtentMap kernel, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (kernel.Length < HeaderSize)
        {
            return null;
        }

        await using var reader = new ExtentReader(kernel, blobs);
        var header = new byte[HeaderSize];
        await reader.ReadExactlyAsync(0, header, cancellationToken);
        if (FindText(header) is not { } offset || offset >= kernel.Length)
        {
            return null;
        }

        var text = new byte[(int)Math.Min(LongestRelease, kernel.Length - offset)];
        await reader.ReadExactlyAsync(offset, text, cancellationToken);
        return ParseText(text);
    }

    private static int? FindText(ReadOnlySpan<byte> header)
    {
        if (!header[MagicField..].StartsWith("HdrS"u8))
        {
            return null;
        }

        int pointer = BinaryPrimitives.ReadUInt16LittleEndian(header[KernelVersionField..]);
        return pointer > 0 && pointer <= header[SetupSectorsField] * SectorSize ? pointer + SectorSize : null;
    }

    private static string? ParseText(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAny(Terminators);
        return length > 0 && !text[..length].ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? Encoding.ASCII.GetString(text[..length])
            : null;
    }
}
