using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>
/// Cuts a map into pieces, at places that follow from what it is made of and not from where that is: long runs of blobs and of zeros
/// give the same pieces in every image. What is between them goes together.
/// </summary>
internal sealed class PieceCutter
{
    // Tables of two images often differ in few places, so they are cut more finely.
    private const int LooseUnit = 256 * 1024;

    // Any length is a few of these.
    private static readonly long[] ZeroLengths = [ContentPiece.BlobUnit, 1024 * 1024, 256 * 1024, ContentPiece.Shortest];

    private readonly List<ContentPiece> _pieces = [];
    private ExtentMapBuilder _loose = new();

    private PieceCutter()
    {
    }

    /// <summary>The pieces of a map, in their order.</summary>
    public static IReadOnlyList<ContentPiece> Cut(ExtentMap content)
    {
        var cutter = new PieceCutter();
        foreach (var extent in content.Extents)
        {
            cutter.Add(extent);
        }

        cutter.EndLoose();
        return cutter._pieces;
    }

    private void Add(Extent extent)
    {
        if (extent.Length < ContentPiece.Shortest)
        {
            AddLoose(extent.Source, extent.Length);
            return;
        }

        switch (extent.Source)
        {
            case ZeroSource:
                AddZeros(extent.Length);
                break;
            case BlobSource blob:
                EndLoose();
                foreach (var (start, length) in CutAtMultiples(blob.Offset, extent.Length, ContentPiece.BlobUnit))
                {
                    var run = MapOf(blob.Slice(start, length), length);
                    _pieces.Add(new ContentPiece(run, $"blob {blob.Blob} {blob.Offset + start} {length}"));
                }

                break;
            case var source:
                EndLoose();
                var offset = source is ComputedSource computed ? computed.Offset : 0;
                foreach (var (start, length) in CutAtMultiples(offset, extent.Length, LooseUnit))
                {
                    _pieces.Add(new ContentPiece(MapOf(source.Slice(start, length), length), Name: null));
                }

                break;
        }
    }

    private void AddZeros(long length)
    {
        EndLoose();
        foreach (var unit in ZeroLengths)
        {
            var piece = new ContentPiece(ExtentMap.OfZeros(unit), $"zeros {unit}");
            for (; length >= unit; length -= unit)
            {
                _pieces.Add(piece);
            }
        }

        AddLoose(ZeroSource.Instance, length);
    }

    private void AddLoose(ExtentSource source, long length)
    {
        _loose.Append(source, length);
        if (_loose.Length >= LooseUnit)
        {
            EndLoose();
        }
    }

    private void EndLoose()
    {
        if (_loose.Length > 0)
        {
            _pieces.Add(new ContentPiece(_loose.Build(), Name: null));
            _loose = new ExtentMapBuilder();
        }
    }

    // At multiples of the unit from the start of the source, but never so that a short piece is left at either side.
    private static IEnumerable<(long Start, long Length)> CutAtMultiples(long offset, long length, int unit)
    {
        var start = 0L;
        for (var cut = unit - (offset % unit); cut <= length - ContentPiece.Shortest; cut += unit)
        {
            if (cut >= ContentPiece.Shortest)
            {
                yield return (start, cut - start);
                start = cut;
            }
        }

        yield return (start, length - start);
    }

    private static ExtentMap MapOf(ExtentSource source, long length) => new ExtentMapBuilder().Append(source, length).Build();
}
