using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace ImageFactory.Formats.Tests.Properties;

/// <summary>One thing that is done to a file.</summary>
/// <param name="Kind">What.</param>
/// <param name="Position">Where: taken modulo the length.</param>
/// <param name="Value">With what.</param>
internal sealed record Damage(DamageKind Kind, int Position, int Value)
{
    private const int MostEdits = 6;

    private static readonly int[] Extremes = [0, 1, -1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x10000, int.MaxValue, int.MinValue, 0x30303030, 0x46464646];

    /// <summary>Some damages, of all kinds.</summary>
    public static Gen<Damage[]> Several { get; } =
        from count in Gen.Choose(1, MostEdits)
        from damages in Gen.ArrayOf(One(), count)
        select damages;

    /// <summary>A damaged copy.</summary>
    public static byte[] Apply(byte[] original, IEnumerable<Damage> damages)
    {
        var bytes = (byte[])original.Clone();
        foreach (var damage in damages.TakeWhile(_ => bytes.Length > 0))
        {
            bytes = damage.ApplyTo(bytes);
        }

        return bytes;
    }

    private static Gen<Damage> One() =>
        from kind in Gen.Elements(Enum.GetValues<DamageKind>())
        from position in Gen.Choose(0, int.MaxValue - 1)
        from value in Gen.OneOf(Gen.Elements(Extremes), Gen.Choose(int.MinValue, int.MaxValue - 1))
        select new Damage(kind, position, value);

    private byte[] ApplyTo(byte[] bytes)
    {
        var at = Position % bytes.Length;
        switch (Kind)
        {
            case DamageKind.Byte:
                bytes[at] = (byte)Value;
                return bytes;
            case DamageKind.Bit:
                bytes[at] ^= (byte)(1 << (Value & 7));
                return bytes;
            case DamageKind.Number when at <= bytes.Length - sizeof(int):
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), Value);
                return bytes;
            case DamageKind.LongNumber when at <= bytes.Length - sizeof(long):
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), Value);
                return bytes;
            case DamageKind.ShortNumber when at <= bytes.Length - sizeof(short):
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)Value);
                return bytes;
            case DamageKind.Copy:
                var from = (int)((uint)Value % (uint)bytes.Length);
                var length = Math.Min(64, bytes.Length - Math.Max(at, from));
                bytes.AsSpan(from, length).ToArray().CopyTo(bytes, at);
                return bytes;
            case DamageKind.End:
                return bytes[..at];
            case DamageKind.Repeat:
                return [.. bytes[..at], .. bytes[(at / 2)..]];
            default:
                return bytes;
        }
    }
}
