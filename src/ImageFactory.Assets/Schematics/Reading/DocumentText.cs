using System.Globalization;
using System.Text;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Turns the bytes of a document into text: UTF-8, or UTF-16 with a byte order mark (YAML 1.1 §5.2).</summary>
internal static class DocumentText
{
    /// <summary>The text without byte order mark; null after a fault.</summary>
    public static string? Decode(ReadOnlySpan<byte> document, SchematicLimits limits, FaultList faults)
    {
        if (document.Length > limits.MaxBytesWithMachineConfiguration)
        {
            faults.AddTooLarge(document.Length, limits.MaxBytesWithMachineConfiguration);
            return null;
        }

        var text = DecodeBytes(document, faults);
        return text is not null && HasOnlyAllowedCharacters(text, faults) ? NormalizeBreaks(text) : null;
    }

    private static string? DecodeBytes(ReadOnlySpan<byte> document, FaultList faults)
    {
        var encoding = EncodingOf(document, out var markLength);
        var content = document[markLength..];
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            var position = encoding is UTF8Encoding ? PositionAfter(Encoding.UTF8.GetString(content[..Math.Clamp(e.Index, 0, content.Length)])) : SourcePosition.Start;
            faults.Add(SchematicFaultCodes.Encoding, position, $"the document is not {encoding.WebName} text", "send it as UTF-8");
            return null;
        }
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> document, out int markLength)
    {
        markLength = document is [0xEF, 0xBB, 0xBF, ..] ? 3 : 2;
        switch (document)
        {
            case [0xFF, 0xFE, ..]:
                return new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
            case [0xFE, 0xFF, ..]:
                return new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
            default:
                markLength = markLength == 3 ? 3 : 0;
                return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }
    }

    private static bool HasOnlyAllowedCharacters(string text, FaultList faults)
    {
        var index = 0;
        while (index < text.Length && IsAllowed(text[index]))
        {
            index++;
        }

        if (index == text.Length)
        {
            return true;
        }

        var code = string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[index]:X4}");
        faults.Add(SchematicFaultCodes.Character, PositionAfter(text.AsSpan(0, index)), $"the character {code} is not allowed in YAML", $"escape it in a double-quoted string as \"\\u{(int)text[index]:X4}\"");
        return false;
    }

    // YAML 1.1 §5.1, with DEL and the C1 controls, which go-yaml v4 lets pass. Surrogates come in pairs after decoding.
    private static bool IsAllowed(char character) =>
        character is '\t' or '\n' or '\r' or (>= ' ' and <= '\uFFFD');

    // YAML 1.1 §5.4: these are one break each. LS and PS stay what they are.
    private static string NormalizeBreaks(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u0085', '\n');

    private static SourcePosition PositionAfter(ReadOnlySpan<char> text) =>
        new(text.Count('\n') + 1, text.Length - text.LastIndexOf('\n'));
}
