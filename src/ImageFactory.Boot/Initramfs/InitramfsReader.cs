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
        IReadOnlyList<ListedLayer>? layers = null;
        var members = await VisitAsync(initramfs, blobs, FindLayersAsync, cancellationToken);
        return new InitramfsContents(members, layers);

        async Task FindLayersAsync(CpioReaderEntry entry)
        {
            if (entry is { Type: CpioEntryType.File, Path: ExtensionsDocument.FileName, Length: <= ExtensionsDocument.MaximumSize })
            {
                var document = new byte[entry.Length];
                await entry.Content.ReadExactlyAsync(document, cancellationToken);
                layers = ExtensionsDocument.Read(document);
            }
        }
    }

    /// <summary>Shows every entry of every archive, in order, with its content.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">Something else is in it, an archive is damaged, or there are more than 1024.</exception>
    public static async Task<IReadOnlyList<InitramfsMember>> VisitAsync(
        ExtentMap initramfs, IBlobSource blobs, Func<CpioReaderEntry, Task> visit, CancellationToken cancellationToken)
    {
        var members = new List<InitramfsMember>();
        await using var stream = new ExtentStream(initramfs, blobs);
        while (await PassZerosAsync(stream, cancellationToken))
        {
            if (members.Count == MostMembers)
            {
                throw new InvalidDataException($"The initramfs has more than {MostMembers} archives.");
            }

            var member = await ReadMemberAsync(stream, visit, cancellationToken);
            members.Add(member);
            stream.Position = member.Offset + member.Length;
        }

        return members.Count > 0 ? members : throw new InvalidDataException("There is no archive in the initramfs.");
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

    private static async Task<InitramfsMember> ReadMemberAsync(
        ExtentStream stream, Func<CpioReaderEntry, Task> visit, CancellationToken cancellationToken)
    {
        var offset = stream.Position;
        var head = new byte[Decompression.MagicLength];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = offset;
        var kind = Decompression.Detect(head.AsSpan(0, length));
        if (kind == CompressionKind.None)
        {
            var count = offset % ArchiveAlignment == 0
                ? await VisitArchivesAsync(stream, endsWithFirst: true, visit, cancellationToken)
                : throw new InvalidDataException($"Something starts at byte {offset} of the initramfs that is no archive.");
            return new InitramfsMember(offset, stream.Position - offset, kind, count);
        }

        await using var compressed = Decompression.OpenMember(stream, kind, CompressedLimits);
        var entries = await VisitArchivesAsync(compressed.Content, endsWithFirst: false, visit, cancellationToken);
        return new InitramfsMember(offset, compressed.Length, kind, entries);
    }

    private static async Task<int> VisitArchivesAsync(
        Stream stream, bool endsWithFirst, Func<CpioReaderEntry, Task> visit, CancellationToken cancellationToken)
    {
        var reader = new CpioReader(stream, Limits, endsWithFirst);
        var entries = 0;
        while (await reader.ReadNextAsync(cancellationToken) is { } entry)
        {
            entries++;
            await visit(entry);
        }

        return entries;
    }
}
