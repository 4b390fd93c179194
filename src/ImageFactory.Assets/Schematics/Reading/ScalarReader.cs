using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Reads scalars as the type that a field has. Each method returns null after a fault, and for an absent or null value.</summary>
internal sealed class ScalarReader(FaultList faults)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A string. Numbers and booleans keep their spelling; a date must be in quotes.</summary>
    public string? Text(SourceNode? node, DocumentPath path)
    {
        const string Expected = "expected a string";
        var remedy = node is SourceMapping ? $"{Expected}: put \"|\" after the colon to keep the lines below as text" : Expected;
        if (node is null || Scalar(node, path, remedy) is not { } scalar || Resolve(scalar, path) is not { } value)
        {
            return null;
        }

        switch (value.Type)
        {
            case YamlType.Null:
                return null;
            case YamlType.Timestamp:
                faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"{node.Description} is a date", $"{Expected}: put it in quotes");
                return null;
            case YamlType.Text:
                return value.Text;
            default:
                return scalar.Text;
        }
    }

    /// <summary>The name of an entry, which must be there.</summary>
    public string? Key(SourceNode node, DocumentPath path)
    {
        if (IsNull(node, path))
        {
            faults.Add(SchematicFaultCodes.UnknownField, path, node.Position, "there is a value without a name", "put the name before the colon");
            return null;
        }

        return Text(node, path);
    }

    /// <summary>A boolean, with those YAML 1.1 words that go-yaml takes for a boolean where it expects one.</summary>
    public bool? Boolean(SourceNode? node, DocumentPath path)
    {
        const string Expected = "expected true or false";
        if (node is null || Scalar(node, path, Expected) is not { } scalar || Resolve(scalar, path) is not { } value)
        {
            return null;
        }

        switch (value)
        {
            case { Type: YamlType.Null }:
                return null;
            case { Type: YamlType.Boolean }:
                return value.Text is "true";
            case { Type: YamlType.Text, Text: "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" }:
                return true;
            case { Type: YamlType.Text, Text: "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" }:
                return false;
            default:
                faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"{node.Description} is not a boolean", Expected);
                return null;
        }
    }

    /// <summary>A whole number in any notation, also as a float without a fraction.</summary>
    public ulong? Number(SourceNode? node, DocumentPath path, ulong maximum)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"expected a whole number from 0 to {maximum}");
        if (node is null || Scalar(node, path, expected) is not { } scalar || Resolve(scalar, path) is not { } value || value.Type == YamlType.Null)
        {
            return null;
        }

        if (value.Type is not (YamlType.Whole or YamlType.Real))
        {
            faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"{node.Description} is not a number", scalar.IsQuoted ? $"{expected} without quotes" : expected);
            return null;
        }

        var number = value.Type == YamlType.Whole ? Whole(value.Text) : WholeOfReal(value.Text);
        if (number is null || number > maximum)
        {
            faults.Add(SchematicFaultCodes.InvalidValue, path, node.Position, $"{node.Description} is out of range", expected);
            return null;
        }

        return number;
    }

    /// <summary>Whether it is a null, which is as good as absent.</summary>
    public bool IsNull(SourceNode node, DocumentPath path) =>
        node is SourceScalar scalar && Resolve(scalar, path) is { Type: YamlType.Null };

    /// <summary>What a scalar is by its tag, its quotes or its looks.</summary>
    public YamlScalar? Resolve(SourceScalar scalar, DocumentPath path)
    {
        var value = scalar.Tag switch
        {
            "" when scalar.IsQuoted => YamlScalar.OfText(scalar.Text),
            "" => ScalarResolver.Resolve(scalar.Text),
            YamlTags.Binary => DecodeBinary(scalar),
            YamlTags.Text => YamlScalar.OfText(scalar.Text),
            _ when scalar.Tag.StartsWith(YamlTags.Prefix, StringComparison.Ordinal) => ResolveTagged(scalar),
            _ => YamlScalar.OfText(scalar.Text),
        };
        if (value is null)
        {
            faults.Add(SchematicFaultCodes.Tag, path, scalar.Position, $"{scalar.Description} does not suit its tag {FaultList.Quote(scalar.Tag)}", "leave the tag out");
        }
        else if (!IsUnicode(value.Text))
        {
            faults.Add(SchematicFaultCodes.Encoding, path, scalar.Position, $"{scalar.Description} is not Unicode text");
            return null;
        }

        return value;
    }

    private SourceScalar? Scalar(SourceNode node, DocumentPath path, string expected)
    {
        if (node is not SourceScalar)
        {
            faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"this is {node.Description}", expected);
        }

        return node as SourceScalar;
    }

    private static YamlScalar? ResolveTagged(SourceScalar scalar)
    {
        var value = ScalarResolver.Resolve(scalar.Text);
        return (scalar.Tag, value.Type) switch
        {
            (YamlTags.Null, YamlType.Null) or (YamlTags.Boolean, YamlType.Boolean) or (YamlTags.Whole, YamlType.Whole) => value,
            (YamlTags.Real, YamlType.Real) or (YamlTags.Timestamp, YamlType.Timestamp) => value,
            (YamlTags.Real, YamlType.Whole) => ScalarResolver.Real(double.Parse(value.Text, CultureInfo.InvariantCulture)),
            (YamlTags.Merge, _) when scalar.IsMergeKey => value,
            _ => null,
        };
    }

    private static YamlScalar? DecodeBinary(SourceScalar scalar)
    {
        var text = scalar.Text.ReplaceLineEndings("");
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        try
        {
            return YamlScalar.OfText(StrictUtf8.GetString(bytes, 0, length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsUnicode(string text)
    {
        // A lone surrogate is enumerated as the replacement character, which is one UTF-16 unit, too, but not the same.
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && text[length] != '\uFFFD')
            {
                return false;
            }

            length += rune.Utf16SequenceLength;
        }

        return true;
    }

    private static ulong? Whole(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ulong? WholeOfReal(string text)
    {
        const double FirstTooLarge = 18446744073709551616.0;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= 0 && number < FirstTooLarge && Math.Floor(number) >= number ? (ulong)number : null;
    }
}
