using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// A YAML mapping as it was read from outside: scalars, mappings and lists by name. Aliases are refused and the nesting is limited, so
/// that a small document cannot become large or deep.
/// </summary>
internal sealed class YamlFields
{
    private const int MaximumDepth = 16;

    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, object?> _fields;

    private YamlFields(Dictionary<string, object?> fields) => _fields = fields;

    /// <summary>Reads UTF-8 text of one document, whose root is a mapping.</summary>
    /// <exception cref="InvalidDataException">The bytes are not YAML, not one mapping, or use what is refused.</exception>
    internal static YamlFields Read(ReadOnlySpan<byte> document)
    {
        try
        {
            return ReadDocument(new Parser(new StringReader(StrictUtf8.GetString(document).TrimStart(ByteOrderMark))));
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"Line {exception.Start.Line}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Not UTF-8; or the parser's own answer to some damaged directives, tags and flow mappings (YamlDotNet 16.3).
            throw new InvalidDataException($"The document is not YAML: {exception.Message}", exception);
        }
    }

    /// <summary>The text of a field; empty when it is absent or null.</summary>
    /// <exception cref="InvalidDataException">The field is not a scalar.</exception>
    internal string Text(string name) => _fields.GetValueOrDefault(name) switch
    {
        null => string.Empty,
        string text => text,
        _ => throw new InvalidDataException($"Field '{name}' is not a text."),
    };

    /// <summary>The fields of a field; none when it is absent or null.</summary>
    /// <exception cref="InvalidDataException">The field is not a mapping.</exception>
    internal YamlFields Fields(string name) => _fields.GetValueOrDefault(name) switch
    {
        null => new YamlFields([]),
        YamlFields fields => fields,
        _ => throw new InvalidDataException($"Field '{name}' is not a mapping."),
    };

    /// <summary>The mappings of a list; none when it is absent or null.</summary>
    /// <exception cref="InvalidDataException">The field is not a list of mappings.</exception>
    internal IReadOnlyList<YamlFields> List(string name) => _fields.GetValueOrDefault(name) switch
    {
        null => [],
        List<object?> items when items.TrueForAll(item => item is YamlFields) => [.. items.Cast<YamlFields>()],
        _ => throw new InvalidDataException($"Field '{name}' is not a list of mappings."),
    };

    private static YamlFields ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw new InvalidDataException("The document is empty.");
        }

        var root = ReadNode(parser, 0) as YamlFields ?? throw new InvalidDataException("The document is not a mapping.");
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<StreamEnd>(out _) ? root : throw new InvalidDataException("There is more than one document.");
    }

    // A scalar becomes a string (null when it stands for null), a mapping YamlFields, and a sequence a list.
    private static object? ReadNode(Parser parser, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new InvalidDataException($"The document is nested deeper than {MaximumDepth} levels.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return IsNull(scalar) ? null : scalar.Value;
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            return ReadMapping(parser, depth);
        }

        if (!parser.TryConsume<SequenceStart>(out _))
        {
            throw new InvalidDataException($"Line {parser.Current?.Start.Line}: an alias is not allowed here.");
        }

        var items = new List<object?>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1));
        }

        return items;
    }

    private static YamlFields ReadMapping(Parser parser, int depth)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new InvalidDataException($"Line {parser.Current?.Start.Line}: a field's name is not a text.");
            }

            if (!fields.TryAdd(key.Value, ReadNode(parser, depth + 1)))
            {
                throw new InvalidDataException($"Line {key.Start.Line}: field '{key.Value}' appears twice.");
            }
        }

        return new YamlFields(fields);
    }

    // YAML 1.2.2 §10.3.2, the core schema's null.
    private static bool IsNull(Scalar scalar) =>
        scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
}
