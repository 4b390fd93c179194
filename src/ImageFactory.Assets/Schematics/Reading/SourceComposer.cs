using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Builds the first document's tree from parser events, with limits on what it may grow to.</summary>
internal sealed class SourceComposer
{
    private const int LongestMessage = 200;
    private const string UseQuotes = "put the value in quotes";

    private readonly string _text;
    private readonly SchematicLimits _limits;
    private readonly FaultList _faults;
    private readonly Dictionary<string, SourceNode?> _anchors = new(StringComparer.Ordinal);
    private readonly Parser _parser;

    private SourceComposer(string text, SchematicLimits limits, FaultList faults)
    {
        _text = text;
        _limits = limits;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root; null after a fault.</summary>
    public static SourceNode? Compose(string text, SchematicLimits limits, FaultList faults)
    {
        var composer = new SourceComposer(text, limits, faults);
        try
        {
            return composer.ComposeDocument();
        }
        catch (YamlException e)
        {
            return composer.NotYaml(e.Start, Shorten(e.Message));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the parser throws at some line breaks in unquoted values and at tags that are no URIs.
            return composer.NotYaml(composer._parser.Current?.End ?? Mark.Empty, "the value after this cannot be read", UseQuotes);
        }
    }

    private SourceNode? NotYaml(Mark mark, string problem, string remedy = "")
    {
        _faults.Add(SchematicFaultCodes.Syntax, PositionOf(mark), $"this is not valid YAML: {problem}", remedy);
        return null;
    }

    private SourceNode? ComposeDocument()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart)
            {
                var next = Next();
                var root = ComposeNode(next, depth: 1);

                // What comes after the first document is not looked at, but its own end must be one.
                return root is not null && _parser.MoveNext() ? root : null;
            }
        }

        _faults.Add(SchematicFaultCodes.Empty, SourcePosition.Start, "the document is empty", "the smallest schematic is \"{}\"");
        return null;
    }

    private ParsingEvent Next() =>
        _parser.MoveNext() && _parser.Current is { } current
            ? current
            : throw new SemanticErrorException("unexpected end of the document");

    private SourceNode? ComposeNode(ParsingEvent start, int depth)
    {
        if (depth > _limits.MaxDepth)
        {
            return TooLarge(start.Start);
        }

        if (start is AnchorAlias alias)
        {
            return Resolve(alias);
        }

        // An anchor is open, and no target, until its own value has ended.
        var anchor = start is NodeEvent { Anchor.IsEmpty: false } node ? node.Anchor.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        var composed = ComposeValue(start, depth);
        if (anchor is not null)
        {
            _anchors[anchor] = composed;
        }

        return composed is null || composed.Extent.IsWithin(_limits) ? composed : TooLarge(start.Start);
    }

    private SourceNode? ComposeValue(ParsingEvent start, int depth) => start switch
    {
        Scalar scalar => ComposeScalar(scalar),
        SequenceStart => ComposeSequence(start, depth),
        MappingStart => ComposeMapping(start, depth),
        _ => throw new SemanticErrorException(start.Start, start.End, "unexpected end of a value"),
    };

    private SourceScalar? ComposeScalar(Scalar scalar)
    {
        if (FindGap(scalar) is { } problem)
        {
            NotYaml(scalar.Start, problem, scalar.Style == ScalarStyle.Plain ? UseQuotes : "write the character itself");
            return null;
        }

        var isQuoted = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);
        return new SourceScalar(PositionOf(scalar.Start), scalar.Value, scalar.Tag.IsEmpty ? "" : scalar.Tag.Value, isQuoted);
    }

    private string? FindGap(Scalar scalar)
    {
        var start = (int)scalar.Start.Index;
        return scalar.Style switch
        {
            ScalarStyle.DoubleQuoted => ScannerGaps.FindInDoubleQuoted(_text.AsSpan()[start..(int)scalar.End.Index]),
            ScalarStyle.Plain => ScannerGaps.FindInPlain(_text.AsSpan(0, start), scalar.Value),
            _ => null,
        };
    }

    private SourceSequence? ComposeSequence(ParsingEvent start, int depth)
    {
        var sequence = new SourceSequence(PositionOf(start.Start));
        for (var next = Next(); next is not SequenceEnd; next = Next())
        {
            var item = ComposeNode(next, depth + 1);
            if (item is null)
            {
                return null;
            }

            sequence.Add(item);
            if (!sequence.Extent.IsWithin(_limits))
            {
                return TooLarge<SourceSequence>(next.Start);
            }
        }

        return sequence;
    }

    private SourceMapping? ComposeMapping(ParsingEvent start, int depth)
    {
        var mapping = new SourceMapping(PositionOf(start.Start));
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            var key = ComposeNode(next, depth + 1);
            var value = key is null ? null : ComposeNode(Next(), depth + 1);
            if (key is null || value is null)
            {
                return null;
            }

            mapping.Add(new SourceEntry(key, value));
            if (!mapping.Extent.IsWithin(_limits))
            {
                return TooLarge<SourceMapping>(next.Start);
            }
        }

        return mapping;
    }

    private SourceNode? Resolve(AnchorAlias alias)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out var target) && target is not null)
        {
            return target;
        }

        var problem = _anchors.ContainsKey(alias.Value.Value) ? "contains itself" : "is not defined before";
        _faults.Add(SchematicFaultCodes.Alias, PositionOf(alias.Start), $"the anchor {FaultList.Quote(alias.Value.Value)} {problem}");
        return null;
    }

    private SourceNode? TooLarge(Mark mark) => TooLarge<SourceNode>(mark);

    private T? TooLarge<T>(Mark mark)
        where T : SourceNode
    {
        _faults.Add(
            SchematicFaultCodes.TooLarge,
            PositionOf(mark),
            "the document is too large with all aliases followed",
            $"at most {_limits.MaxNodes} values, {_limits.MaxCharacters} characters and {_limits.MaxDepth} levels are accepted");
        return null;
    }

    private static SourcePosition PositionOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string Shorten(string message)
    {
        var shortened = message.Length > LongestMessage ? message[..LongestMessage] : message;
        return char.ToLowerInvariant(shortened[0]) + shortened[1..].TrimEnd('.');
    }
}
