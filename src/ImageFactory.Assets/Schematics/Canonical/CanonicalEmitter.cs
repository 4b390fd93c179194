using System.Text;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>
/// Writes a tree as go-yaml v4 writes it with its v3-compatible settings: block style, columns in steps of four, list items
/// below their key's column.
/// </summary>
internal sealed class CanonicalEmitter
{
    private const int Step = 4;

    /// <summary>YAML lets a key do without '?' when it has one line and is short; go-yaml counts its UTF-8 bytes.</summary>
    private const int LongestSimpleKey = 128;

    private readonly CanonicalOutput _output = new();

    private CanonicalEmitter()
    {
    }

    /// <summary>The document as UTF-8, entries in the order given.</summary>
    public static byte[] Emit(YamlMapping document)
    {
        var emitter = new CanonicalEmitter();
        emitter.EmitNode(document, indent: 0);
        emitter._output.Indent(0);
        return emitter._output.ToUtf8();
    }

    private void EmitNode(YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMapping { Entries.Count: 0 }:
                EmitEmpty('{', '}');
                break;
            case YamlSequence { Items.Count: 0 }:
                EmitEmpty('[', ']');
                break;
            case YamlMapping mapping:
                EmitMapping(mapping, indent);
                break;
            case YamlSequence sequence:
                EmitSequence(sequence, indent);
                break;
            case YamlScalar scalar:
                EmitScalar(scalar, indent);
                break;
        }
    }

    private void EmitEmpty(char open, char close)
    {
        _output.Mark(open, needsBlank: true);
        _output.Mark(close, needsBlank: false);
    }

    private void EmitMapping(YamlMapping mapping, int indent)
    {
        foreach (var entry in mapping.Entries)
        {
            _output.Indent(indent);
            var analysis = ScalarAnalysis.Of(entry.Key.Text);
            if (!analysis.HasBreaks && Encoding.UTF8.GetByteCount(entry.Key.Text) <= LongestSimpleKey)
            {
                EmitScalar(entry.Key, NextStep(indent));
                _output.Mark(':', needsBlank: false);
            }
            else
            {
                _output.Mark('?', needsBlank: true, isIndentation: true);
                EmitScalar(entry.Key, NextStep(indent));
                _output.Indent(indent);
                _output.Mark(':', needsBlank: true, isIndentation: true);
            }

            EmitNode(entry.Value, NextStep(indent));
        }
    }

    private void EmitSequence(YamlSequence sequence, int indent)
    {
        foreach (var item in sequence.Items)
        {
            _output.Indent(indent);
            _output.Mark('-', needsBlank: true, isIndentation: true);
            EmitNode(item, indent + "- ".Length);
        }
    }

    private void EmitScalar(YamlScalar scalar, int indent)
    {
        var style = ScalarStyleChooser.Choose(scalar, ScalarAnalysis.Of(scalar.Text));
        ScalarWriter.Write(_output, scalar.Text, style, indent);
    }

    // From the odd columns of a list item back to a multiple of four.
    private static int NextStep(int indent) => Step * ((indent + Step) / Step);
}
