using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ImageFactory.Assets.Schematics;

/// <summary>The SHA-256 of a schematic's canonical YAML: 64 lower-case hexadecimal digits.</summary>
public readonly record struct SchematicId
{
    private const int Length = SHA256.HashSizeInBytes * 2;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    private SchematicId(string hex) => _hex = hex;

    /// <summary>The ID of a schematic.</summary>
    public static SchematicId Of(Schematic schematic) => OfCanonical(SchematicWriter.Write(schematic));

    /// <summary>The ID of a schematic whose canonical YAML is already at hand.</summary>
    public static SchematicId OfCanonical(ReadOnlySpan<byte> canonical) => new(Convert.ToHexStringLower(SHA256.HashData(canonical)));

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is not an ID.</exception>
    public static SchematicId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is not a schematic ID; expected {Length} lower-case hexadecimal digits.");

    /// <summary>Reads 64 lower-case hexadecimal digits; false when the text is not an ID.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SchematicId id)
    {
        var valid = text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(LowerHex);
        id = valid ? new SchematicId(text!) : default; // valid says that it is not null
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => _hex ?? "";
}
