using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// The name of an object: its kind and 64 lower-case hexadecimal digits, as every kind is named by a SHA-256 hash. Nothing else
/// can be a name, so a key cannot lead out of the place where its kind is kept.
/// </summary>
public readonly record struct ObjectKey
{
    private const int HexLength = 64;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    /// <summary>A key.</summary>
    /// <exception cref="ArgumentException">The name is not 64 lower-case hexadecimal digits.</exception>
    public ObjectKey(ObjectKind kind, string hex)
    {
        if (!IsName(hex))
        {
            throw new ArgumentException($"'{hex}' cannot name an object; expected {HexLength} lower-case hexadecimal digits.", nameof(hex));
        }

        Kind = kind;
        _hex = hex;
    }

    /// <summary>The kind.</summary>
    public ObjectKind Kind { get; }

    /// <summary>The name: 64 lower-case hexadecimal digits.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("The key is not set.");

    /// <summary>The key of a blob.</summary>
    /// <exception cref="ArgumentException">The digest is not a SHA-256.</exception>
    public static ObjectKey OfBlob(Digest digest) => new(ObjectKind.Blob, digest.Hex);

    /// <summary>Whether the text can name an object.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: HexLength } && !text.AsSpan().ContainsAnyExcept(LowerHex);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{_hex}";
}
