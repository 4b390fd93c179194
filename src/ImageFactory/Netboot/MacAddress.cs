using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ImageFactory.Netboot;

/// <summary>An Ethernet address.</summary>
internal readonly record struct MacAddress
{
    private const int Bytes = 6;

    private readonly string? _hex;

    private MacAddress(string hex) => _hex = hex;

    /// <summary>The twelve hexadecimal digits, in lower case.</summary>
    public string Hex => _hex ?? "000000000000";

    /// <summary>The address in 6 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static MacAddress Of(ReadOnlySpan<byte> bytes) => bytes.Length == Bytes
        ? new MacAddress(Convert.ToHexStringLower(bytes))
        : throw new ArgumentException($"An Ethernet address has {Bytes} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads <c>52:54:00:12:34:56</c>, also with dashes or without anything between.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MacAddress address)
    {
        var hex = Digits(text);
        var valid = hex.Length == 2 * Bytes && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        address = valid ? new MacAddress(hex) : default;
        return valid;
    }

    /// <summary>A text without what may stand between the digits of an address, in lower case.</summary>
    public static string Digits(string? text) => (text ?? "")
        .Replace(":", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal)
        .ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() => string.Join(':', Hex.Chunk(2).Select(pair => new string(pair)));
}
