namespace ImageFactory.Formats.Kmod;

/// <summary>A node of an <see cref="IndexTrie"/>.</summary>
internal sealed class IndexNode(byte[] prefix)
{
    /// <summary>What all keys below have in common, behind the byte that leads here.</summary>
    public byte[] Prefix { get; private set; } = prefix;

    /// <summary>The nodes below, by the next byte of the key.</summary>
    public SortedList<byte, IndexNode> Children { get; private set; } = [];

    /// <summary>The values of the key that ends here.</summary>
    public List<(uint Priority, string Value)> Values { get; private set; } = [];

    /// <summary>Puts a new node below this one, from a byte of the prefix on.</summary>
    public void Split(int index)
    {
        var lower = new IndexNode(Prefix[(index + 1)..]) { Children = Children, Values = Values };
        Children = new SortedList<byte, IndexNode> { { Prefix[index], lower } };
        Values = [];
        Prefix = Prefix[..index];
    }

    public void Add(string value, uint priority)
    {
        var (low, high) = (0, Values.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Values[middle].Priority < priority ? (middle + 1, high) : (low, middle);
        }

        Values.Insert(low, (priority, value));
    }
}
