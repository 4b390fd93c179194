using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Tar;

/// <summary>
/// Reads a foreign tar archive (ustar, pax, GNU long names) from front to back. Paths are cleaned; what would lead out of the
/// archive's root, exceeds the limits or is damaged is refused. The stream stays open.
/// </summary>
public sealed class TarReader : IDisposable
{
    private readonly Stream _archive;
    private readonly TarLimits _limits;
    private readonly byte[] _block = new byte[TarFormat.BlockSize];
    private TarContentStream _content = TarContentStream.Empty;
    private int _entries;
    private long _extendedLength;

    /// <summary>A reader of <paramref name="archive"/>.</summary>
    public TarReader(Stream archive, TarLimits limits)
    {
        _archive = archive;
        _limits = limits;
    }

    /// <summary>The content of the entry that was read last; it ends with the next call of <see cref="NextAsync"/>.</summary>
    public Stream Content => _content;

    /// <summary>The next entry, or null at the end of the archive.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, or exceeds a limit.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        await _content.SkipAsync(cancellationToken);
        _extendedLength = 0;
        var extended = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await ReadHeaderAsync(cancellationToken) is { } header)
        {
            if (++_entries > _limits.MaxEntries)
            {
                throw new InvalidDataException($"The tar archive has more than {_limits.MaxEntries} entries.");
            }

            switch (header.Type)
            {
                case TarFormat.PaxHeader:
                    PaxRecords.Read(await ReadExtendedAsync(header, cancellationToken), extended);
                    break;
                case TarFormat.PaxGlobalHeader:
                    await ReadExtendedAsync(header, cancellationToken);
                    break;
                case TarFormat.GnuLongName:
                    extended["path"] = TrimEnd(await ReadExtendedAsync(header, cancellationToken));
                    break;
                case TarFormat.GnuLongLink:
                    extended["linkpath"] = TrimEnd(await ReadExtendedAsync(header, cancellationToken));
                    break;
                default:
                    return Open(header, extended);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _content.Dispose();

    private TarEntry Open(TarHeader header, Dictionary<string, byte[]> extended)
    {
        var type = TypeOf(header.Type);
        if (extended.Keys.Any(key => key.StartsWith(TarFormat.SparsePrefix, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"The tar archive has the sparse file '{header.Name}'; these are not read.");
        }

        var length = extended.TryGetValue("size", out var size) ? ReadSize(size) : header.Length;

        if (length > _limits.MaxEntrySize)
        {
            throw new InvalidDataException($"The tar archive has an entry of {length} bytes; at most {_limits.MaxEntrySize} are read.");
        }

        // What is no file has no content, whatever size it states.
        _content = new TarContentStream(_archive, type == TarEntryType.File ? length : 0);
        return new TarEntry
        {
            Path = TarPath.Clean(Text(extended, "path", header.Name), _limits.MaxPathLength),
            Type = type,
            Mode = header.Mode,
            Uid = header.Uid,
            Gid = header.Gid,
            Size = type == TarEntryType.File ? length : 0,
            ModificationTime = header.ModificationTime,
            LinkTarget = LinkTarget(type, Text(extended, "linkpath", header.LinkTarget)),
            DeviceMajor = header.DeviceMajor,
            DeviceMinor = header.DeviceMinor,
            Xattrs = extended
                .Where(record => record.Key.StartsWith(TarFormat.XattrPrefix, StringComparison.Ordinal))
                .ToDictionary(
                    record => record.Key[TarFormat.XattrPrefix.Length..],
                    record => (ReadOnlyMemory<byte>)record.Value,
                    StringComparer.Ordinal),
        };
    }

    private static TarEntryType TypeOf(char flag) => flag switch
    {
        TarFormat.OldFile or TarFormat.ContiguousFile => TarEntryType.File,
        >= '0' and <= '6' => (TarEntryType)flag,
        _ => throw new InvalidDataException($"The tar archive has an entry of the unknown type '{flag}'."),
    };

    private string LinkTarget(TarEntryType type, string target) => type switch
    {
        TarEntryType.HardLink => TarPath.Clean(target, _limits.MaxPathLength),
        TarEntryType.Symlink when target.Length is > 0 && target.Length <= _limits.MaxPathLength => target,
        TarEntryType.Symlink => throw new InvalidDataException("The tar archive has a symbolic link without a target, or with a too long one."),
        _ => string.Empty,
    };

    private async ValueTask<TarHeader?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var count = await _archive.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellationToken);
        if (count == 0 || (count == _block.Length && !_block.AsSpan().ContainsAnyExcept((byte)0)))
        {
            // One zero block ends an archive; some writers leave out the second, or both.
            return null;
        }

        return count == _block.Length
            ? TarHeader.Read(_block)
            : throw new InvalidDataException("The tar archive ends in the middle of a header.");
    }

    private async ValueTask<byte[]> ReadExtendedAsync(TarHeader header, CancellationToken cancellationToken)
    {
        // All headers before an entry count together: their records are kept until it comes.
        if (header.Length > _limits.MaxExtendedHeader - _extendedLength)
        {
            throw new InvalidDataException(
                $"The tar archive has an extended header of {header.Length} bytes behind {_extendedLength} others before one entry;"
                + $" at most {_limits.MaxExtendedHeader} are read.");
        }

        _extendedLength += header.Length;

        _content = new TarContentStream(_archive, header.Length);
        var bytes = new byte[header.Length];
        await _content.ReadExactlyAsync(bytes, cancellationToken);
        await _content.SkipAsync(cancellationToken);
        return bytes;
    }

    private static byte[] TrimEnd(byte[] text) => text.AsSpan().TrimEnd((byte)0).ToArray();

    private static string Text(Dictionary<string, byte[]> extended, string key, string fallback) =>
        extended.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value) : fallback;

    private static long ReadSize(byte[] text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new InvalidDataException("An extended tar header has a size that is not a number.");
}
