using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Builds the first document's tree from parser events, with limits on what it may grow to.</summary>
internal sealed class SourceComposer
{
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
        try
        {
            return new SourceComposer(text, limits, faults).ComposeDocument();
        }
        catch (YamlException e)
        {
            faults.Add(SchematicFaultCodes.Syntax, PositionOf(e.Start), $"this is not valid YAML: {Sentence(e.Message)}");
            return null;
        }
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
        var position = PositionOf(scalar.Start);
        if (scalar.Style == YamlDotNet.Core.ScalarStyle.DoubleQuoted && HasEscapedSlash(scalar))
        {
            _faults.Add(SchematicFaultCodes.Syntax, position, "\"\\/\" is an escape of JSON that YAML 1.1 does not have", "write \"/\"");
            return null;
        }

        var isQuoted = scalar.Style is not (YamlDotNet.Core.ScalarStyle.Plain or YamlDotNet.Core.ScalarStyle.Any);
        var tag = scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? "" : scalar.Tag.Value;
        return new SourceScalar(position, scalar.Value, tag, isQuoted);
    }

    // YamlDotNet reads "\/", go-yaml does not: a schematic must not be valid in one factory only.
    private bool HasEscapedSlash(Scalar scalar)
    {
        var source = _text.AsSpan()[(int)scalar.Start.Index..(int)scalar.End.Index];
        var isEscaped = false;
        foreach (var character in source)
        {
            if (isEscaped && character == '/')
            {
                return true;
            }

            isEscaped = !isEscaped && character == '\\';
        }

        return false;
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

    private static string Sentence(string message) =>
        FaultList.Quote(message.TrimEnd('.')).Trim('"');
}
