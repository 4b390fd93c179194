using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Gpt;

/// <summary>An entry of the partition array (UEFI specification 2.10, table 5.6).</summary>
internal readonly record struct GptEntry(GptPlacement Placement)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 128;

    /// <summary>Entries of an array.</summary>
    public const int Count = 128;

    /// <summary>Length of the array in bytes.</summary>
    public const int ArraySize = Size * Count;

    public void WriteTo(Span<byte> destination)
    {
        // A GUID is stored with its first three parts little-endian (appendix A), as .NET writes it.
        _ = Placement.Partition.Type.TryWriteBytes(destination);
        _ = Placement.Partition.Id.TryWriteBytes(destination[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Placement.FirstSector);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], Placement.LastSector);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[48..], (ulong)Placement.Partition.Attributes);
        Encoding.Unicode.GetBytes(Placement.Partition.Name, destination[56..]);
    }
}
