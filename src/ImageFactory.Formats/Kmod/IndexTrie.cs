using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Kmod;

/// <summary>
/// The binary form of an index: a trie of ASCII keys with values by priority. Numbers are big-endian; nodes follow their children, and a
/// reference to a node says in its upper bits what the node has.
/// </summary>
internal sealed class IndexTrie
{
    private const uint Magic = 0xB007F457;
    private const uint Version = 0x00020001;
    private const int RootReference = 8;
    private const uint HasPrefix = 0x80000000;
    private const uint HasValues = 0x40000000;
    private const uint HasChildren = 0x20000000;
    private const uint OffsetMask = 0x0FFFFFFF;

    private readonly IndexNode _root = new([]);

    /// <summary>Adds a value to a key. Values of one key come by priority, of the same priority the last that was added first.</summary>
    public void Insert(string key, string value, uint priority)
    {
        ReadOnlySpan<byte> rest = Encoding.ASCII.GetBytes(key);
        var node = _root;
        while (true)
        {
            var common = rest.CommonPrefixLength(node.Prefix);
            if (common < node.Prefix.Length)
            {
                node.Split(common);
            }

            rest = rest[common..];
            if (rest.Length == 0)
            {
                node.Add(value, priority);
                return;
            }

            if (!node.Children.TryGetValue(rest[0], out var child))
            {
                child = new IndexNode(rest[1..].ToArray());
                node.Children.Add(rest[0], child);
            }

            node = child;
            rest = rest[1..];
        }
    }

    /// <summary>The file.</summary>
    /// <exception cref="InvalidDataException">It would be longer than 256 MiB.</exception>
    public byte[] ToArray()
    {
        using var output = new MemoryStream();
        WriteNumber(output, Magic);
        WriteNumber(output, Version);
        WriteNumber(output, 0);
        var root = Write(_root, output);
        var bytes = output.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(RootReference), root);
        return bytes;
    }

    private static uint Write(IndexNode node, MemoryStream output)
    {
        var children = node.Children.Select(child => (child.Key, Reference: Write(child.Value, output))).ToArray();
        var reference = output.Length <= OffsetMask ? (uint)output.Length : throw new InvalidDataException("An index of modules is longer than 256 MiB.");
        if (node.Prefix.Length > 0)
        {
            reference |= HasPrefix;
            output.Write(node.Prefix);
            output.WriteByte(0);
        }

        if (children.Length > 0)
        {
            reference |= HasChildren;
            WriteChildren(children, output);
        }

        if (node.Values.Count > 0)
        {
            reference |= HasValues;
            WriteNumber(output, (uint)node.Values.Count);
            foreach (var (priority, value) in node.Values)
            {
                WriteNumber(output, priority);
                output.Write(Encoding.ASCII.GetBytes(value));
                output.WriteByte(0);
            }
        }

        return reference;
    }

    // One reference for each byte between the first and the last, 0 where there is no child.
    private static void WriteChildren((byte Key, uint Reference)[] children, MemoryStream output)
    {
        var (first, last) = (children[0].Key, children[^1].Key);
        output.WriteByte(first);
        output.WriteByte(last);
        var references = new uint[last - first + 1];
        foreach (var (key, reference) in children)
        {
            references[key - first] = reference;
        }

        Array.ForEach(references, reference => WriteNumber(output, reference));
    }

    private static void WriteNumber(MemoryStream output, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        output.Write(bytes);
    }
}
