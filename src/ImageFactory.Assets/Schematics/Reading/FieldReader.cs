namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Reads a mapping whose fields are known.</summary>
internal sealed class FieldReader(FaultList faults, ScalarReader scalars)
{
    /// <summary>The values by field name; empty for an absent or null mapping.</summary>
    public IReadOnlyDictionary<string, SourceNode> Read(SourceNode? node, DocumentPath path, IReadOnlyList<string> names)
    {
        var fields = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        if (node is SourceMapping mapping)
        {
            foreach (var entry in MappingFlattener.Flatten(mapping, path, faults))
            {
                Add(fields, entry, path, names);
            }
        }
        else if (node is not null && !scalars.IsNull(node, path))
        {
            faults.Add(SchematicFaultCodes.WrongType, path, node.Position, $"this is {node.Description}", $"expected a mapping with {NamesOf(names)}");
        }

        return fields;
    }

    private void Add(Dictionary<string, SourceNode> fields, SourceEntry entry, DocumentPath path, IReadOnlyList<string> names)
    {
        if (scalars.Key(entry.Key, path) is not { } name)
        {
            return;
        }

        if (names.Contains(name, StringComparer.Ordinal))
        {
            fields[name] = entry.Value;
            return;
        }

        faults.Add(SchematicFaultCodes.UnknownField, path.Field(name), entry.Key.Position, UnknownField(name, path), Remedy(name, names));
    }

    private static string UnknownField(string name, DocumentPath path) =>
        ReferenceEquals(path, DocumentPath.Root) ? $"unknown field {FaultList.Quote(name)}" : $"unknown field {FaultList.Quote(name)} in {path}";

    private static string Remedy(string name, IReadOnlyList<string> names)
    {
        if (Nearest.OfOrAround(name, names) is { } nearest)
        {
            return $"did you mean \"{nearest}\"?";
        }

        return SchematicFields.FindHome(name) is { } home ? $"it belongs into {home}" : $"valid here: {NamesOf(names)}";
    }

    private static string NamesOf(IReadOnlyList<string> names) => string.Join(", ", names);
}
