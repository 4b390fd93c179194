using System.Collections.Frozen;

namespace ImageFactory.Formats.Extents;

/// <summary>The kinds of computed content that a recipe may name, and how each is made again from its record.</summary>
public sealed class ComputedContents
{
    private readonly FrozenDictionary<string, Func<ReadOnlyMemory<byte>, IComputedContent>> _kinds;

    /// <summary>A catalogue of kinds.</summary>
    public ComputedContents(IReadOnlyDictionary<string, Func<ReadOnlyMemory<byte>, IComputedContent>> kinds) =>
        _kinds = kinds.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No kinds.</summary>
    public static ComputedContents None { get; } =
        new(new Dictionary<string, Func<ReadOnlyMemory<byte>, IComputedContent>>(StringComparer.Ordinal));

    /// <summary>Makes the content of a kind again from its record.</summary>
    /// <exception cref="InvalidDataException">The kind is unknown.</exception>
    public IComputedContent Create(string kind, ReadOnlyMemory<byte> record) =>
        _kinds.TryGetValue(kind, out var create)
            ? create(record)
            : throw new InvalidDataException($"A recipe names the unknown computed content '{kind}'.");
}
