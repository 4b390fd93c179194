namespace ImageFactory.Formats.Iso9660;

/// <summary>A directory record (ECMA-119, 9.1); its system use field follows the identifier.</summary>
internal readonly record struct DirectoryRecord
{
    /// <summary>Length of the record of a root directory in a volume descriptor, in bytes.</summary>
    public const int RootSize = 34;

    public const byte DirectoryFlag = 0x02;

    /// <summary>More records of the same file follow.</summary>
    public const byte MultiExtentFlag = 0x80;

    private const int FixedSize = 33;

    public required uint Block { get; init; }

    public required uint DataLength { get; init; }

    public required long Time { get; init; }

    public required byte Flags { get; init; }

    public required ReadOnlyMemory<byte> Identifier { get; init; }

    public ReadOnlyMemory<byte> SystemUse { get; init; }

    /// <summary>Where the system use field of a record starts, in bytes: at an even number.</summary>
    public static int SystemUseOffset(int identifierLength) => (FixedSize + identifierLength + 1) / 2 * 2;

    /// <summary>The length of a whole record in bytes, which is even.</summary>
    public static int SizeOf(int identifierLength, int systemUseLength) =>
        (SystemUseOffset(identifierLength) + systemUseLength + 1) / 2 * 2;

    public void WriteTo(Span<byte> destination)
    {
        destination[0] = (byte)SizeOf(Identifier.Length, SystemUse.Length);
        BothEndian.Write32(destination[2..], Block);
        BothEndian.Write32(destination[10..], DataLength);
        IsoTimestamp.WriteShort(destination[18..], Time);
        destination[25] = Flags;
        BothEndian.Write16(destination[28..], 1);
        destination[32] = (byte)Identifier.Length;
        Identifier.Span.CopyTo(destination[FixedSize..]);
        SystemUse.Span.CopyTo(destination[SystemUseOffset(Identifier.Length)..]);
    }
}
