using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ImageFactory.Formats.Extents;

/// <summary>
/// A content digest in the notation of the OCI image specification (descriptor.md, "Digests"): <c>sha256:&lt;64 hex&gt;</c>
/// or <c>sha512:&lt;128 hex&gt;</c>, lower case.
/// </summary>
public readonly record struct Digest
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _value;

    private Digest(string value) => _value = value;

    /// <summary>The algorithm: <c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => Value[..Value.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The digest in lower-case hexadecimal, without the algorithm.</summary>
    public string Hex => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string Value => _value ?? throw new InvalidOperationException("The digest is not set.");

    /// <summary>The SHA-256 digest of a byte run.</summary>
    public static Digest OfBytes(ReadOnlySpan<byte> content) => FromSha256(SHA256.HashData(content));

    /// <summary>A digest from a finished SHA-256 hash.</summary>
    /// <exception cref="ArgumentException">The hash is not 32 bytes long.</exception>
    public static Digest FromSha256(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException($"A SHA-256 hash has 32 bytes, not {hash.Length}.", nameof(hash));
        }

        return new Digest("sha256:" + Convert.ToHexStringLower(hash));
    }

    /// <summary>Reads <c>algorithm:hex</c>.</summary>
    /// <exception cref="FormatException">The text is not a digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{text}' is not a digest; expected 'sha256:' and 64 lower-case hexadecimal digits.");

    /// <summary>Reads <c>algorithm:hex</c>; false when the text is not a digest.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || !HasKnownAlgorithm(text, out var hexStart))
        {
            return false;
        }

        if (text.AsSpan(hexStart).ContainsAnyExcept(LowerHex))
        {
            return false;
        }

        digest = new Digest(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _value ?? string.Empty;

    private static bool HasKnownAlgorithm(string text, out int hexStart)
    {
        hexStart = "sha256:".Length;
        return (text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length == hexStart + 64)
            || (text.StartsWith("sha512:", StringComparison.Ordinal) && text.Length == hexStart + 128);
    }
}
