using System.Buffers.Binary;

namespace ImageFactory.Formats.Grub;

/// <summary>The addresses in a PE file that change with the place it is loaded to (PE Format, ".reloc Section").</summary>
internal static class BaseRelocations
{
    private const int PageSize = 4096;
    private const int BlockHeader = 8;
    private const int BlockAlignment = 8;
    private const int Wide = 10 << 12;

    /// <summary>
    /// A block for each page that has such addresses. The last one is filled up with entries of no effect to a multiple of
    /// <paramref name="alignment"/> bytes.
    /// </summary>
    /// <param name="addresses">Where 64-bit addresses are, from the start of the image.</param>
    /// <param name="alignment">What the length becomes a multiple of.</param>
    public static byte[] ToBytes(IEnumerable<int> addresses, int alignment)
    {
        var blocks = addresses.Order().GroupBy(address => address / PageSize).Select(ToBlock).ToList();
        var length = blocks.Sum(block => block.Length);
        var bytes = new byte[(length + alignment - 1) / alignment * alignment];
        var offset = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(bytes, offset);
            offset += block.Length;
        }

        if (blocks.Count > 0)
        {
            var last = bytes.AsSpan(length - blocks[^1].Length);
            BinaryPrimitives.WriteInt32LittleEndian(last[4..], last.Length);
        }

        return bytes;
    }

    private static byte[] ToBlock(IGrouping<int, int> page)
    {
        var entries = page.ToList();
        var length = BlockHeader + (entries.Count * sizeof(ushort));
        var block = new byte[(length + BlockAlignment - 1) / BlockAlignment * BlockAlignment];
        BinaryPrimitives.WriteInt32LittleEndian(block, page.Key * PageSize);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = (ushort)(Wide | (entries[index] % PageSize));
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(BlockHeader + (index * sizeof(ushort))), entry);
        }

        return block;
    }
}
