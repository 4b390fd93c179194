using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Vmdk;

/// <summary>Decides for one grain after the other whether it is compressed. Not for use by several threads at once.</summary>
internal sealed class VmdkGrainPacker : IDisposable
{
    // What saves less than an eighth is not worth a second copy.
    private const int MostPacked = VmdkFormat.GrainSize / 8 * 7;

    private readonly byte[] _record = new byte[MostPacked];
    private readonly ZlibBlockCodec _codec = new();

    /// <summary>The content of the grain, filled before <see cref="Pack"/>: <see cref="VmdkFormat.GrainSize"/> bytes.</summary>
    public Memory<byte> Content { get; } = new byte[VmdkFormat.GrainSize];

    /// <summary>The grain; null when it holds only zeros.</summary>
    public VmdkGrain? Grain { get; private set; }

    /// <summary>The compressed grain with its header and the zeros behind; nothing when it is stored.</summary>
    public ReadOnlyMemory<byte> Packed => _record.AsMemory(0, (Grain?.PackedSectors ?? 0) * VmdkFormat.SectorSize);

    /// <summary>Looks at the content of a grain, and compresses it if that is worth it.</summary>
    public void Pack(long number)
    {
        var content = Content.Span;
        Grain = content.ContainsAnyExcept((byte)0)
            ? new VmdkGrain(number, Adler32.Compute(content), content[^1], PackedSectors(number))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _codec.Dispose();

    private int PackedSectors(long number)
    {
        if (ByteHistogram.IsNearlyUniform(Content.Span)
            || !_codec.TryCompress(Content.Span, _record.AsSpan(VmdkGrainHeader.Size), out var length))
        {
            return 0;
        }

        var header = new VmdkGrainHeader(number, length);
        header.WriteTo(_record);
        _record.AsSpan(VmdkGrainHeader.Size + length, (header.Sectors * VmdkFormat.SectorSize) - VmdkGrainHeader.Size - length).Clear();
        return header.Sectors;
    }
}
