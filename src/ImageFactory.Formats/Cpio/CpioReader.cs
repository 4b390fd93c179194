using System.Diagnostics.CodeAnalysis;
using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Cpio;

/// <summary>
/// Reads newc cpio archives that follow each other in a stream, with zeros between them, as the kernel reads an initramfs. Whatever
/// is wrong with the bytes gives an <see cref="InvalidDataException"/>. The stream is not closed.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The content of an entry owns nothing that has to be released.")]
public sealed class CpioReader
{
    // The kernel has no limit for zeros between archives; nothing pads to more than this.
    private const int LongestPadding = 1024 * 1024;

    private readonly Stream _source;
    private readonly CpioReaderLimits _limits;
    private readonly bool _endsWithFirst;
    private readonly byte[] _header = new byte[CpioHeader.Size];
    private ArchiveContentStream? _content;
    private int _paddingBehindContent;
    private bool _isInsideArchive;
    private bool _hasSeenArchive;
    private int _entries;
    private long _totalBytes;

    /// <summary>A reader of <paramref name="source"/> from its present position on.</summary>
    /// <param name="endsWithFirst">
    /// Whether the first archive is all: the stream is left behind its last entry, and whatever follows is not read.
    /// </param>
    public CpioReader(Stream source, CpioReaderLimits limits, bool endsWithFirst = false)
    {
        _source = source;
        _limits = limits;
        _endsWithFirst = endsWithFirst;
    }

    /// <summary>The next entry, or null at the end. The content of the entry before cannot be read any more.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, cut off, over a limit, or a path leads out of it.</exception>
    public async ValueTask<CpioReaderEntry?> ReadNextAsync(CancellationToken cancellationToken)
    {
        await PassContentAsync(cancellationToken);
        while (await TryReadHeaderAsync(cancellationToken))
        {
            var header = CpioHeader.Read(_header);
            var name = await ReadNameAsync(header.NameSize, cancellationToken);
            if (!string.Equals(name, CpioHeader.TrailerName, StringComparison.Ordinal))
            {
                Count(header);
                return await ReadEntryAsync(header, name, cancellationToken);
            }

            _isInsideArchive = false;
            if (_endsWithFirst)
            {
                break;
            }
        }

        return null;
    }

    private async ValueTask PassContentAsync(CancellationToken cancellationToken)
    {
        if (_content is not null)
        {
            await _content.PassAsync(cancellationToken);
            await FillAsync(new byte[_paddingBehindContent], cancellationToken);
            _content = null;
        }
    }

    private async ValueTask<bool> TryReadHeaderAsync(CancellationToken cancellationToken)
    {
        var start = 0;
        if (!_isInsideArchive)
        {
            if (!await TryReadFirstWordAsync(cancellationToken))
            {
                return false;
            }

            start = CpioHeader.Alignment;
            _isInsideArchive = true;
            _hasSeenArchive = true;
        }

        await FillAsync(_header.AsMemory(start), cancellationToken);
        return true;
    }

    /// <summary>Reads zeros away and then the first word of a header; false when the stream ends first.</summary>
    private async ValueTask<bool> TryReadFirstWordAsync(CancellationToken cancellationToken)
    {
        var word = _header.AsMemory(0, CpioHeader.Alignment);
        for (var padding = 0; padding <= LongestPadding; padding += word.Length)
        {
            var count = await _source.ReadAtLeastAsync(word, word.Length, throwOnEndOfStream: false, cancellationToken);
            var isZero = !word.Span[..count].ContainsAnyExcept((byte)0);
            if (count < word.Length)
            {
                return isZero && _hasSeenArchive
                    ? false
                    : throw new InvalidDataException("There is no cpio archive, or something else follows it.");
            }

            if (!isZero)
            {
                return true;
            }
        }

        throw new InvalidDataException($"More than {LongestPadding} zeros stand where a cpio archive has to be.");
    }

    private async ValueTask<string> ReadNameAsync(uint size, CancellationToken cancellationToken)
    {
        if (size is < 2 or > ArchivePath.LongestPath + 1)
        {
            throw new InvalidDataException($"The archive has a name of {size} bytes; it takes 2 to {ArchivePath.LongestPath + 1}.");
        }

        var length = (int)CpioLayout.Align(CpioHeader.Size + size, CpioHeader.Alignment) - CpioHeader.Size;
        var bytes = new byte[length];
        await FillAsync(bytes, cancellationToken);
        return bytes[size - 1] == 0
            ? ArchivePath.Decode(bytes.AsSpan(0, (int)size - 1))
            : throw new InvalidDataException("The archive has a name without a NUL at its end.");
    }

    private void Count(CpioHeader header)
    {
        _entries++;
        if (_entries > _limits.MaxEntries)
        {
            throw new InvalidDataException($"The archive has more entries than the limit of {_limits.MaxEntries}.");
        }

        _totalBytes += header.FileSize;
        if (_totalBytes > _limits.MaxTotalBytes)
        {
            throw new InvalidDataException($"The content of the archive is longer than the limit of {_limits.MaxTotalBytes} bytes.");
        }
    }

    private async ValueTask<CpioReaderEntry> ReadEntryAsync(CpioHeader header, string name, CancellationToken cancellationToken)
    {
        var type = (CpioEntryType)(header.Mode & 0xF000);
        var hasContent = type is CpioEntryType.File or CpioEntryType.SymbolicLink;
        if (header.Mode > ushort.MaxValue || !Enum.IsDefined(type) || (header.FileSize > 0 && !hasContent))
        {
            throw new InvalidDataException($"The entry '{name}' of the archive has the impossible mode {header.Mode:x}.");
        }

        _content = new ArchiveContentStream(_source, header.FileSize);
        _paddingBehindContent = (int)(CpioLayout.Align(header.FileSize, CpioHeader.Alignment) - header.FileSize);
        return new CpioReaderEntry
        {
            Type = type,
            Path = ArchivePath.Normalize(name, type == CpioEntryType.Directory),
            Permissions = (int)(header.Mode & 0xFFF),
            UserId = header.UserId,
            GroupId = header.GroupId,
            ModificationTime = header.ModificationTime,
            Inode = header.Inode,
            LinkCount = header.LinkCount,
            DeviceMajor = header.DeviceMajor,
            DeviceMinor = header.DeviceMinor,
            Length = type == CpioEntryType.File ? header.FileSize : 0,
            LinkTarget = type == CpioEntryType.SymbolicLink
                ? await ReadLinkTargetAsync(name, header.FileSize, cancellationToken)
                : null,
            Content = _content,
        };
    }

    private async ValueTask<string> ReadLinkTargetAsync(string name, uint length, CancellationToken cancellationToken)
    {
        if (length is 0 or > ArchivePath.LongestPath)
        {
            throw new InvalidDataException($"The symbolic link '{name}' of the archive has a target of {length} bytes.");
        }

        var target = new byte[length];
        await _content!.ReadExactlyAsync(target, cancellationToken); // set just before, by the only caller
        return ArchivePath.Decode(target);
    }

    private async ValueTask FillAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var count = await _source.ReadAtLeastAsync(destination, destination.Length, throwOnEndOfStream: false, cancellationToken);
        if (count < destination.Length)
        {
            throw new InvalidDataException("The cpio archive is cut off.");
        }
    }
}
