using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Reads the free-form options of an overlay.</summary>
internal sealed class OptionReader(FaultList faults, ScalarReader scalars)
{
    /// <summary>The options, whose names are strings whatever they look like; null when absent.</summary>
    public YamlMapping? Read(SourceNode? node, DocumentPath path)
    {
        if (node is SourceMapping mapping)
        {
            return ReadMapping(mapping, path, hasTextKeys: true);
        }

        if (node is not null && !scalars.IsNull(node, path))
        {
            faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"this is {node.Description}", "expected a mapping");
        }

        return null;
    }

    private YamlNode? ReadNode(SourceNode node, DocumentPath path) => node switch
    {
        SourceScalar { IsMergeKey: true } => RefuseMerge(node, path),
        SourceScalar scalar => scalars.Resolve(scalar, path),
        SourceSequence sequence => ReadSequence(sequence, path),
        SourceMapping mapping => ReadMapping(mapping, path, HasTextKeys(mapping, path)),
        _ => null,
    };

    // go-yaml drops such a value without a word.
    private YamlScalar? RefuseMerge(SourceNode node, DocumentPath path)
    {
        faults.Add(SchematicFaultCodes.InvalidValue, path, node.Position, "\"<<\" is a merge key and no value", "put it in quotes");
        return null;
    }

    private YamlSequence ReadSequence(SourceSequence sequence, DocumentPath path)
    {
        var items = new List<YamlNode>(sequence.Items.Count);
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (ReadNode(sequence.Items[i], path.Item(i)) is { } item)
            {
                items.Add(item);
            }
        }

        return new YamlSequence(items);
    }

    private YamlMapping ReadMapping(SourceMapping mapping, DocumentPath path, bool hasTextKeys)
    {
        var entries = new Dictionary<YamlScalar, YamlNode>();
        foreach (var entry in MappingFlattener.Flatten(mapping, path, faults))
        {
            var key = ReadKey(entry.Key, path, hasTextKeys);
            if (key is not null && ReadNode(entry.Value, path.Field(key.Text)) is { } value)
            {
                // Two spellings of one number: go-yaml keeps the later value.
                entries[key] = value;
            }
        }

        return new YamlMapping([.. entries.Select(entry => new YamlEntry(entry.Key, entry.Value))]);
    }

    private YamlScalar? ReadKey(SourceNode node, DocumentPath path, bool asText)
    {
        if (node is SourceScalar scalar && !asText)
        {
            return scalars.Resolve(scalar, path);
        }

        return scalars.Key(node, path) is { } text ? YamlScalar.OfText(text) : null;
    }

    // Keys keep their types only where they are not all strings; it shows when a mapping with other keys is merged in.
    private bool HasTextKeys(SourceMapping mapping, DocumentPath path) =>
        mapping.Entries.All(entry => entry.Key is SourceScalar key && (key.IsMergeKey || scalars.Resolve(key, path) is { Type: YamlType.Text }));
}
