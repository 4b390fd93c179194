namespace ImageFactory.Formats.Tar;

/// <summary>
/// The header blocks of a file whose holes are left out (GNU tar manual: "Basic Tar Format", "Old GNU Format"): four runs are described in
/// the first block, 21 in each block that follows.
/// </summary>
/// <param name="Entry">The file; its path fits into the first block.</param>
/// <param name="Length">The length of the file in bytes.</param>
/// <param name="Runs">What of it is in the archive.</param>
internal sealed record GnuSparseHeader(TarEntry Entry, long Length, IReadOnlyList<GnuSparseRun> Runs)
{
    private const int FirstRuns = 4;
    private const int MoreRuns = 21;
    private const int MagicOffset = 257;
    private const int DeviceOffset = 329;
    private const int DeviceLength = 16;
    private const int SizeOffset = 124;
    private const int RunsOffset = 386;
    private const int ContinuesOffset = 482;
    private const int LengthOffset = 483;
    private const int ExtensionContinuesOffset = 504;

    /// <summary>All blocks.</summary>
    public byte[] ToBytes()
    {
        var rest = Runs.Skip(FirstRuns).Chunk(MoreRuns).ToList();
        var blocks = new byte[(1 + rest.Count) * TarFormat.BlockSize];
        for (var index = 0; index < rest.Count; index++)
        {
            var block = blocks.AsSpan((1 + index) * TarFormat.BlockSize, TarFormat.BlockSize);
            WriteRuns(block, rest[index]);
            block[ExtensionContinuesOffset] = Flag(index + 1 < rest.Count);
        }

        WriteFirst(blocks.AsSpan(0, TarFormat.BlockSize), rest.Count > 0);
        return blocks;
    }

    private void WriteFirst(Span<byte> block, bool continues)
    {
        new TarHeader
        {
            Name = Entry.Path,
            Type = TarFormat.GnuSparse,
            Mode = Entry.Mode,
            Uid = Entry.Uid,
            Gid = Entry.Gid,
            ModificationTime = Entry.ModificationTime,
        }.WriteTo(block);
        TarFormat.GnuMagic.CopyTo(block[MagicOffset..]);
        block.Slice(DeviceOffset, DeviceLength).Clear();
        TarHeader.WriteGnuNumber(block[SizeOffset..], Runs.Sum(run => run.Length));
        WriteRuns(block[RunsOffset..], [.. Runs.Take(FirstRuns)]);
        block[ContinuesOffset] = Flag(continues);
        TarHeader.WriteGnuNumber(block[LengthOffset..], Length);
        TarHeader.WriteChecksum(block);
    }

    private static void WriteRuns(Span<byte> destination, GnuSparseRun[] runs)
    {
        for (var index = 0; index < runs.Length; index++)
        {
            runs[index].WriteTo(destination[(index * GnuSparseRun.Size)..]);
        }
    }

    private static byte Flag(bool isSet) => isSet ? (byte)1 : (byte)0;
}
