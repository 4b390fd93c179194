using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>The distinct user and group numbers, in the order in which they were first seen (squashfs.rst §3.6).</summary>
internal sealed class IdTable
{
    private readonly Dictionary<uint, ushort> _indexes = [];

    public ushort Count => (ushort)_indexes.Count;

    /// <summary>The index of a number.</summary>
    /// <exception cref="ArgumentException">There are more than 65535 numbers.</exception>
    public ushort IndexOf(uint id)
    {
        if (!_indexes.TryGetValue(id, out var index))
        {
            if (_indexes.Count == ushort.MaxValue)
            {
                throw new ArgumentException("The tree has more than 65535 user and group numbers.", nameof(id));
            }

            index = Count;
            _indexes.Add(id, index);
        }

        return index;
    }

    public byte[] Serialize()
    {
        var bytes = new byte[_indexes.Count * sizeof(uint)];
        foreach (var (id, index) in _indexes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * sizeof(uint)), id);
        }

        return bytes;
    }
}
