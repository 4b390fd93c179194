using System.Text;

namespace ImageFactory.Formats.Iso9660;

/// <summary>A directory of a layout: its records, and behind them what does not fit into records.</summary>
internal sealed class IsoDirectory
{
    // The longest extent that ends with a block, as all but the last of a file have to (ECMA-119, 6.5.1).
    private const long LongestPart = uint.MaxValue / Iso9660Layout.BlockSize * Iso9660Layout.BlockSize;

    private readonly List<IsoRecord> _records = [];

    /// <summary>A directory without records.</summary>
    public IsoDirectory(Iso9660Entry entry, IsoDirectory? parent, ReadOnlyMemory<byte> identifier)
    {
        Entry = entry;
        Parent = parent ?? this;
        Identifier = identifier;
    }

    public Iso9660Entry Entry { get; }

    /// <summary>The directory that holds it; of the root, itself.</summary>
    public IsoDirectory Parent { get; }

    /// <summary>The plain name; of the root, a zero.</summary>
    public ReadOnlyMemory<byte> Identifier { get; }

    /// <summary>The directories that it holds, in the order of their plain names.</summary>
    public List<IsoDirectory> Directories { get; } = [];

    /// <summary>The records in the order that ECMA-119, 9.3 asks for.</summary>
    public IReadOnlyList<IsoRecord> Records => _records;

    /// <summary>The first block, counted from that of the root.</summary>
    public uint Block { get; private set; }

    /// <summary>The length of its extent in bytes: whole blocks.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes behind its extent for what does not fit into records.</summary>
    public int OutsideLength { get; private set; }

    /// <summary>Makes the records of the directory and of all below it.</summary>
    public void Fill(ILookup<string, Iso9660Entry> children)
    {
        var isRoot = ReferenceEquals(Parent, this);
        Add(this, new byte[] { 0 }, isRoot ? [RockRidge.SharingProtocol(), .. Posix(Entry), RockRidge.ExtensionsReference()] : Posix(Entry));
        Add(Parent, new byte[] { 1 }, Posix(Parent.Entry));

        var entries = children[isRoot ? string.Empty : Entry.Path].ToList();
        var named = entries.Zip(IsoName.Assign(entries)).OrderBy(pair => pair.Second, StringComparer.Ordinal);
        foreach (var (entry, name) in named)
        {
            AddChild(entry, name, children);
        }
    }

    /// <summary>Gives the directory its place and returns the block behind it.</summary>
    public uint Place(uint block)
    {
        Block = block;
        var offset = 0;
        foreach (var record in _records)
        {
            offset = Fit(offset, record.Size);
            record.Offset = offset;
            offset += record.Size;
        }

        Length = Iso9660Layout.AlignUp(offset);
        foreach (var record in _records)
        {
            OutsideLength = Fit(OutsideLength, record.SystemUse.Outside.Length);
            record.OutsideOffset = OutsideLength;
            OutsideLength += record.SystemUse.Outside.Length;
        }

        return block + (uint)((Length + Iso9660Layout.AlignUp(OutsideLength)) / Iso9660Layout.BlockSize);
    }

    private void AddChild(Iso9660Entry entry, string name, ILookup<string, Iso9660Entry> children)
    {
        var entries = Posix(entry).Concat(RockRidge.Name(entry.Name));
        if (entry.Type is Iso9660EntryType.Directory)
        {
            var directory = new IsoDirectory(entry, this, Encoding.ASCII.GetBytes(name));
            Directories.Add(directory);
            Add(directory, directory.Identifier, [.. entries]);
            directory.Fill(children);
            return;
        }

        var identifier = Encoding.ASCII.GetBytes(name + ";1");
        var use = new SystemUse(identifier.Length, [.. entries, .. entry.Target is { } target ? RockRidge.Target(target) : []]);
        var offset = 0L;
        do
        {
            var length = Math.Min(entry.Length - offset, LongestPart);
            _records.Add(new IsoRecord(identifier, entry.ModificationTime, use)
            {
                File = entry,
                PartOffset = offset,
                PartLength = (uint)length,
                HasMore = offset + length < entry.Length,
            });
            offset += length;
        }
        while (offset < entry.Length);
    }

    private void Add(IsoDirectory directory, ReadOnlyMemory<byte> identifier, byte[][] entries) =>
        _records.Add(new IsoRecord(identifier, directory.Entry.ModificationTime, new SystemUse(identifier.Length, entries))
        {
            Directory = directory,
        });

    private static byte[][] Posix(Iso9660Entry entry) =>
        [RockRidge.Attributes(entry.Type, entry.Permissions), RockRidge.Times(entry.ModificationTime)];

    // Neither a record nor what continues it crosses the end of a block.
    private static int Fit(int offset, int size) =>
        (offset % Iso9660Layout.BlockSize) + size > Iso9660Layout.BlockSize ? Iso9660Layout.AlignUp(offset) : offset;
}
