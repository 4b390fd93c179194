using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Packages;

/// <summary>
/// The outer form of a Debian package, deb(5): an ar archive of <c>debian-binary</c>, <c>control.tar.*</c> and <c>data.tar.*</c>.
/// </summary>
internal static class DebArchive
{
    private const int HeaderSize = 60;
    private const int MostMembers = 16;
    private const string DataPrefix = "data.tar";

    private static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    private static ReadOnlySpan<byte> HeaderEnd => "`\n"u8;

    /// <summary>Where <c>data.tar.*</c> is.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a package.</exception>
    public static async Task<(long Offset, long Length)> FindDataAsync(IByteSource package, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderSize];
        await ReadAsync(package, 0, header.AsMemory(0, Magic.Length), cancellationToken);
        if (!header.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException("The file is not a Debian package: it does not begin as an ar archive.");
        }

        long offset = Magic.Length;
        for (var member = 0; member < MostMembers && offset < package.Length; member++)
        {
            await ReadAsync(package, offset, header, cancellationToken);
            var (name, length) = ReadHeader(header);
            offset += HeaderSize;
            if (length > package.Length - offset)
            {
                throw new InvalidDataException($"The package is cut off inside '{name}'.");
            }

            if (name.StartsWith(DataPrefix, StringComparison.Ordinal))
            {
                return (offset, length);
            }

            // Members begin at even offsets.
            offset += length + (length & 1);
        }

        throw new InvalidDataException($"The package has no {DataPrefix} among its first {MostMembers} members.");
    }

    private static (string Name, long Length) ReadHeader(byte[] header)
    {
        var size = header.AsSpan(48, 10).TrimEnd((byte)' ');
        return header.AsSpan(58).SequenceEqual(HeaderEnd)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? (Encoding.Latin1.GetString(header.AsSpan(0, 16)).TrimEnd(' ', '/'), length)
                : throw new InvalidDataException("The package has a damaged member header.");
    }

    private static async Task ReadAsync(IByteSource package, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var count = await package.ReadAsync(offset, buffer, cancellationToken);
            if (count == 0)
            {
                throw new InvalidDataException("The package is cut off.");
            }

            offset += count;
            buffer = buffer[count..];
        }
    }
}
