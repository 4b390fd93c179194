namespace ImageFactory.Formats.Archives;

/// <summary>The content of one entry of an archive that is read from front to back. It does not own the stream below.</summary>
internal sealed class ArchiveContentStream : ForwardReadStream
{
    private const int SkipSize = 64 * 1024;

    private readonly Stream _archive;
    private long _remaining;
    private bool _isPassed;

    public ArchiveContentStream(Stream archive, long length)
    {
        _archive = archive;
        _remaining = length;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Admit(buffer.Length);
        return count == 0 ? 0 : Advance(_archive.Read(buffer[..count]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Admit(buffer.Length);
        return count == 0 ? 0 : Advance(await _archive.ReadAsync(buffer[..count], cancellationToken));
    }

    /// <summary>Reads the rest away; the content cannot be read any more.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        var scratch = _remaining == 0 ? [] : new byte[Math.Min(_remaining, SkipSize)];
        while (_remaining > 0)
        {
            var count = (int)Math.Min(scratch.Length, _remaining);
            Advance(await _archive.ReadAsync(scratch.AsMemory(0, count), cancellationToken));
        }

        _isPassed = true;
    }

    private int Admit(int wanted) => _isPassed
        ? throw new InvalidOperationException("The archive was read on: the content of this entry is gone.")
        : (int)Math.Min(wanted, _remaining);

    private int Advance(int count)
    {
        if (count == 0)
        {
            throw new InvalidDataException($"The archive is cut off: {_remaining} bytes of the content of an entry are missing.");
        }

        _remaining -= count;
        return count;
    }
}
