using System.Buffers.Binary;

namespace ImageFactory.Formats.Qcow2;

/// <summary>The header of an image (QEMU: docs/interop/qcow2.txt, "Header"). Numbers are big-endian.</summary>
internal readonly record struct Qcow2Header(Qcow2Layout Layout)
{
    /// <summary>Length in bytes, with the end of the header extensions.</summary>
    public const int Size = Length + 8;

    private const int Length = 112;
    private const uint Version = 3;

    // "QFI" and 0xFB.
    private const uint Magic = 0x514649FB;

    // Two to the power of it are the bits of a refcount.
    private const uint RefcountOrder = 4;

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(destination, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Version);
        BinaryPrimitives.WriteInt32BigEndian(destination[20..], Qcow2Layout.ClusterBits);
        BinaryPrimitives.WriteInt64BigEndian(destination[24..], Layout.DiskSize);
        BinaryPrimitives.WriteInt32BigEndian(destination[36..], Layout.L1Entries);
        BinaryPrimitives.WriteInt64BigEndian(destination[40..], (long)Layout.L1Table * Qcow2Layout.ClusterSize);
        BinaryPrimitives.WriteInt64BigEndian(destination[48..], (long)Qcow2Layout.RefcountTable * Qcow2Layout.ClusterSize);
        BinaryPrimitives.WriteInt32BigEndian(destination[56..], Layout.RefcountTableClusters);
        BinaryPrimitives.WriteUInt32BigEndian(destination[96..], RefcountOrder);
        BinaryPrimitives.WriteInt32BigEndian(destination[100..], Length);
    }
}
