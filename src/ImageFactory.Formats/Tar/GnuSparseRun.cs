namespace ImageFactory.Formats.Tar;

/// <summary>A run of a sparse file that is in the archive.</summary>
/// <param name="Offset">Where it lies in the file, in bytes.</param>
/// <param name="Length">Its length in bytes; 0 at the end of a file that ends with a hole.</param>
internal readonly record struct GnuSparseRun(long Offset, long Length)
{
    /// <summary>Length of its description in bytes.</summary>
    public const int Size = 24;

    public void WriteTo(Span<byte> destination)
    {
        TarHeader.WriteGnuNumber(destination, Offset);
        TarHeader.WriteGnuNumber(destination[(Size / 2)..], Length);
    }
}
