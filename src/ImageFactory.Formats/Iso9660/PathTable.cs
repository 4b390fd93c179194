namespace ImageFactory.Formats.Iso9660;

/// <summary>The table of all directories (ECMA-119, 6.9).</summary>
internal sealed class PathTable
{
    private readonly IReadOnlyList<IsoDirectory> _directories;
    private readonly Dictionary<IsoDirectory, ushort> _numbers = [];

    /// <summary>The table of directories in its order.</summary>
    /// <exception cref="ArgumentException">There are more than can be numbered.</exception>
    public PathTable(IReadOnlyList<IsoDirectory> directories)
    {
        if (directories.Count > ushort.MaxValue)
        {
            throw new ArgumentException($"ISO 9660 numbers at most {ushort.MaxValue} directories.", nameof(directories));
        }

        _directories = directories;
        for (var index = 0; index < directories.Count; index++)
        {
            _numbers.Add(directories[index], (ushort)(index + 1));
        }

        Length = directories.Sum(directory => Record(directory, 0).Size);
    }

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    /// <summary>Blocks of one table.</summary>
    public uint Blocks => (uint)(Iso9660Layout.AlignUp(Length) / Iso9660Layout.BlockSize);

    /// <summary>The bytes of the table of directories whose root is at a block.</summary>
    public byte[] ToBytes(uint rootBlock, bool isBigEndian)
    {
        var bytes = new byte[Length];
        var rest = bytes.AsSpan();
        foreach (var record in _directories.Select(directory => Record(directory, rootBlock)))
        {
            record.WriteTo(rest, isBigEndian);
            rest = rest[record.Size..];
        }

        return bytes;
    }

    private PathTableRecord Record(IsoDirectory directory, uint rootBlock) =>
        new(rootBlock + directory.Block, _numbers[directory.Parent], directory.Identifier);
}
