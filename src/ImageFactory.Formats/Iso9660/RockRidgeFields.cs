using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>What Rock Ridge says about an entry (RRIP 1.10, 4.1; SUSP 1.10, 5).</summary>
internal sealed class RockRidgeFields
{
    // A continuation of an entry may continue again; real ones do so once.
    private const int MostContinuations = 32;

    private const int HeaderSize = 4;
    private const int TypeMask = 0xF000;
    private const int PermissionMask = 0xFFF;

    private readonly List<byte> _name = [];
    private readonly List<string> _components = [];
    private readonly StringBuilder _component = new();
    private bool _hasName;

    private RockRidgeFields()
    {
    }

    /// <summary>The name; null when there is none.</summary>
    public string? Name => _hasName ? ArchivePath.Decode(_name.ToArray()) : null;

    /// <summary>The kind of the entry, which may be none of the enumeration's; null when it is not said.</summary>
    public Iso9660EntryType? Type { get; private set; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public int? Permissions { get; private set; }

    /// <summary>The target of a symbolic link.</summary>
    public string Target => string.Join('/', _components);

    /// <summary>Reads a system use field and its continuations.</summary>
    /// <exception cref="InvalidDataException">An entry is not whole, or there are too many continuations.</exception>
    public static async Task<RockRidgeFields> ReadAsync(ReadOnlyMemory<byte> systemUse, ExtentReader image, CancellationToken cancellationToken)
    {
        var fields = new RockRidgeFields();
        for (var count = 0; count <= MostContinuations; count++)
        {
            if (fields.Take(systemUse.Span) is not { } next)
            {
                return fields;
            }

            var block = await Iso9660Reader.ReadBlockAsync(image, next.Block, cancellationToken);
            if ((long)next.Offset + next.Length > block.Length)
            {
                throw new InvalidDataException($"A Rock Ridge continuation takes {next.Length} bytes at {next.Offset} of a block.");
            }

            systemUse = block.AsMemory((int)next.Offset, (int)next.Length);
        }

        throw new InvalidDataException($"A Rock Ridge entry continues more than {MostContinuations} times.");
    }

    private (uint Block, uint Offset, uint Length)? Take(ReadOnlySpan<byte> entries)
    {
        (uint, uint, uint)? next = null;
        while (entries.Length >= HeaderSize && entries[0] != 0)
        {
            int size = entries[2];
            if (size < HeaderSize || size > entries.Length)
            {
                throw new InvalidDataException($"A Rock Ridge entry of {size} bytes is not whole.");
            }

            var data = entries[HeaderSize..size];
            switch (Encoding.Latin1.GetString(entries[..2]))
            {
                case "CE" when data.Length >= 24:
                    next = (Number(data), Number(data[8..]), Number(data[16..]));
                    break;
                case "PX" when data.Length >= sizeof(uint):
                    Type = (Iso9660EntryType)(Number(data) & TypeMask);
                    Permissions = (int)(Number(data) & PermissionMask);
                    break;
                case "NM" when data.Length > 1:
                    _hasName = true;
                    _name.AddRange(data[1..]);
                    break;
                case "SL" when data.Length > 0:
                    TakeTarget(data[1..]);
                    break;
                default:
                    break;
            }

            entries = entries[size..];
        }

        return next;
    }

    private void TakeTarget(ReadOnlySpan<byte> components)
    {
        while (components.Length >= 2)
        {
            var (flags, length) = (components[0], (int)components[1]);
            if (length > components.Length - 2)
            {
                throw new InvalidDataException($"A Rock Ridge link has a component of {length} bytes that is not whole.");
            }

            _component.Append(flags switch
            {
                _ when (flags & RockRidge.CurrentFlag) != 0 => ".",
                _ when (flags & RockRidge.ParentFlag) != 0 => "..",
                _ => ArchivePath.Decode(components.Slice(2, length)),
            });
            if ((flags & RockRidge.ContinueFlag) == 0)
            {
                _components.Add(_component.ToString());
                _component.Clear();
            }

            components = components[(2 + length)..];
        }
    }

    private static uint Number(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadUInt32LittleEndian(field);
}
