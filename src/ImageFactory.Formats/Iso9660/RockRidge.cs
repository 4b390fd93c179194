using System.Text;

namespace ImageFactory.Formats.Iso9660;

/// <summary>
/// System use entries of Rock Ridge (RRIP 1.10, 4.1; SUSP 1.10, 5): mode, owner, times, names and targets as POSIX has them. Version
/// 1.10 as xorriso writes it: its PX has no serial number.
/// </summary>
internal static class RockRidge
{
    /// <summary>The longest target in bytes: its entries have to fit into one block beside the rest.</summary>
    public const int LongestTarget = 1024;

    /// <summary>The longest name in a target, in bytes.</summary>
    public const int LongestComponent = 248;

    public const byte ContinueFlag = 0x01;
    public const byte CurrentFlag = 0x02;
    public const byte ParentFlag = 0x04;

    private const int HeaderSize = 4;
    private const int MostNameBytes = 250;
    private const byte RootFlag = 0x08;

    /// <summary>Marks the root's first record: this protocol is in use from its first byte on.</summary>
    public static byte[] SharingProtocol() => Entry("SP"u8, [0xBE, 0xEF, 0]);

    /// <summary>Names the extension in use.</summary>
    public static byte[] ExtensionsReference()
    {
        var id = "RRIP_1991A"u8;
        var description = "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS"u8;
        var source = "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY VOLUME "u8;
        var rest = "DESCRIPTOR FOR CONTACT INFORMATION."u8;
        return Entry(
            "ER"u8,
            [(byte)id.Length, (byte)description.Length, (byte)(source.Length + rest.Length), 1, .. id, .. description, .. source, .. rest]);
    }

    /// <summary>Mode, links and owner. One link means to programs that walk trees: not counted.</summary>
    public static byte[] Attributes(Iso9660EntryType type, int permissions)
    {
        var entry = Entry("PX"u8, new byte[32]);
        BothEndian.Write32(entry.AsSpan(HeaderSize), (uint)type | (uint)permissions);
        BothEndian.Write32(entry.AsSpan(HeaderSize + 8), 1);
        return entry;
    }

    /// <summary>The times of modification, access and change: all the same.</summary>
    public static byte[] Times(long secondsSince1970)
    {
        const byte ModifyAccessAttributes = 0x0E;
        var entry = Entry("TF"u8, [ModifyAccessAttributes, .. new byte[3 * IsoTimestamp.ShortSize]]);
        for (var offset = HeaderSize + 1; offset < entry.Length; offset += IsoTimestamp.ShortSize)
        {
            IsoTimestamp.WriteShort(entry.AsSpan(offset), secondsSince1970);
        }

        return entry;
    }

    /// <summary>A name, in as many entries as it takes.</summary>
    public static IEnumerable<byte[]> Name(string name)
    {
        var parts = Encoding.UTF8.GetBytes(name).Chunk(MostNameBytes).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            yield return Entry("NM"u8, [index < parts.Count - 1 ? ContinueFlag : (byte)0, .. parts[index]]);
        }
    }

    /// <summary>The target of a symbolic link, in as many entries as it takes.</summary>
    public static IEnumerable<byte[]> Target(string target)
    {
        var entries = new List<List<byte>> { new() { 0 } };
        foreach (var component in target.Split('/').Select(Component))
        {
            if (HeaderSize + entries[^1].Count + component.Length > byte.MaxValue)
            {
                entries[^1][0] = ContinueFlag;
                entries.Add([0]);
            }

            entries[^1].AddRange(component);
        }

        return entries.Select(data => Entry("SL"u8, [.. data]));
    }

    /// <summary>Where more entries of a record lie.</summary>
    public static byte[] Continuation(uint block, uint offset, uint length)
    {
        var entry = Entry("CE"u8, new byte[24]);
        BothEndian.Write32(entry.AsSpan(HeaderSize), block);
        BothEndian.Write32(entry.AsSpan(HeaderSize + 8), offset);
        BothEndian.Write32(entry.AsSpan(HeaderSize + 16), length);
        return entry;
    }

    // RRIP 4.1.3.1. The name before a leading slash is the root; an empty one elsewhere is a doubled slash, which means nothing.
    private static byte[] Component(string name, int index) => (name, index) switch
    {
        ("", 0) => [RootFlag, 0],
        ("", _) => [],
        (".", _) => [CurrentFlag, 0],
        ("..", _) => [ParentFlag, 0],
        _ => [0, (byte)Encoding.UTF8.GetByteCount(name), .. Encoding.UTF8.GetBytes(name)],
    };

    private static byte[] Entry(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
        [.. signature, (byte)(HeaderSize + data.Length), 1, .. data];
}
