using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// Reads an initramfs that nobody vouches for, as the kernel does: archives in a row, each compressed in its own way or not at all, with
/// zeros between them (Linux Documentation/driver-api/early-userspace/buffer-format.rst).
/// </summary>
public static class InitramfsReader
{
    private const int ArchiveAlignment = 4;
    private const int MostMembers = 1024;
    private const int BufferSize = 64 * 1024;

    private static readonly CpioReaderLimits Limits = new(MaxEntries: 1_000_000, MaxTotalBytes: 16L << 30);

    private static readonly DecompressionLimits CompressedLimits = new() { MaxBytes = 16L << 30, MaxRatio = 2000 };

    /// <summary>Reads all archives.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">Something else is in it, an archive is damaged, or there are more than 1024.</exception>
    public static async Task<InitramfsContents> ReadAsync(ExtentMap initramfs, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var members = new List<InitramfsMember>();
        IReadOnlyList<ListedLayer>? layers = null;
        await using var stream = new ExtentStream(initramfs, blobs);
        while (await PassZerosAsync(stream, cancellationToken))
        {
            if (members.Count == MostMembers)
            {
                throw new InvalidDataException($"The initramfs has more than {MostMembers} archives.");
            }

            var (member, found) = await ReadMemberAsync(stream, cancellationToken);
            members.Add(member);
            layers = found ?? layers;
            stream.Position = member.Offset + member.Length;
        }

        return members.Count > 0
            ? new InitramfsContents(members, layers)
            : throw new InvalidDataException("There is no archive in the initramfs.");
    }

    /// <summary>Goes to the next byte that is not zero; false when there is none.</summary>
    private static async Task<bool> PassZerosAsync(ExtentStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var index = buffer.AsSpan(0, count).IndexOfAnyExcept((byte)0);
            if (index >= 0)
            {
                stream.Position -= count - index;
                return true;
            }
        }

        return false;
    }

    private static async Task<(InitramfsMember Member, IReadOnlyList<ListedLayer>? Layers)> ReadMemberAsync(
        ExtentStream stream, CancellationToken cancellationToken)
    {
        var offset = stream.Position;
        var head = new byte[Decompression.MagicLength];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = offset;
        var kind = Decompression.Detect(head.AsSpan(0, length));
        if (kind == CompressionKind.None)
        {
            var (count, found) = offset % ArchiveAlignment == 0
                ? await ReadArchivesAsync(stream, endsWithFirst: true, cancellationToken)
                : throw new InvalidDataException($"Something starts at byte {offset} of the initramfs that is no archive.");
            return (new InitramfsMember(offset, stream.Position - offset, kind, count), found);
        }

        await using var compressed = Decompression.OpenMember(stream, kind, CompressedLimits);
        var (entries, layers) = await ReadArchivesAsync(compressed.Content, endsWithFirst: false, cancellationToken);
        return (new InitramfsMember(offset, compressed.Length, kind, entries), layers);
    }

    private static async Task<(int Entries, IReadOnlyList<ListedLayer>? Layers)> ReadArchivesAsync(
        Stream stream, bool endsWithFirst, CancellationToken cancellationToken)
    {
        var reader = new CpioReader(stream, Limits, endsWithFirst);
        var entries = 0;
        IReadOnlyList<ListedLayer>? layers = null;
        while (await reader.ReadNextAsync(cancellationToken) is { } entry)
        {
            entries++;
            if (entry is { Type: CpioEntryType.File, Path: ExtensionsDocument.FileName, Length: <= ExtensionsDocument.MaximumSize })
            {
                var document = new byte[entry.Length];
                await entry.Content.ReadExactlyAsync(document, cancellationToken);
                layers = ExtensionsDocument.Read(document);
            }
        }

        return (entries, layers);
    }
}
