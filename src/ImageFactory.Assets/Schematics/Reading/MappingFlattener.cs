using System.Globalization;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Applies merge keys and finds repeated keys. Of merged mappings the earlier wins, and a mapping's own keys win over both.</summary>
internal sealed class MappingFlattener
{
    private readonly FaultList _faults;
    private readonly DocumentPath _path;
    private readonly List<SourceEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private MappingFlattener(FaultList faults, DocumentPath path)
    {
        _faults = faults;
        _path = path;
    }

    /// <summary>The mapping's own entries in order, then those merged into it.</summary>
    public static IReadOnlyList<SourceEntry> Flatten(SourceMapping mapping, DocumentPath path, FaultList faults)
    {
        var flattener = new MappingFlattener(faults, path);
        flattener.Add(mapping);
        return flattener._entries;
    }

    private void Add(SourceMapping mapping)
    {
        SourceNode? merged = null;
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key is not SourceScalar key)
            {
                _entries.Add(entry);
            }
            else if (!lines.TryAdd(key.Text, key.Position.Line))
            {
                var line = lines[key.Text].ToString(CultureInfo.InvariantCulture);
                _faults.Add(SchematicFaultCodes.DuplicateField, _path.Field(key.Text), key.Position, $"{key.Description} is already given in line {line}");
            }
            else if (key.IsMergeKey)
            {
                merged = entry.Value;
            }
            else if (_names.Add(key.Text))
            {
                _entries.Add(entry);
            }
        }

        if (merged is not null)
        {
            Merge(merged, allowsSequence: true);
        }
    }

    private void Merge(SourceNode merged, bool allowsSequence)
    {
        if (merged is SourceMapping mapping)
        {
            Add(mapping);
        }
        else if (merged is SourceSequence sequence && allowsSequence)
        {
            foreach (var item in sequence.Items)
            {
                Merge(item, allowsSequence: false);
            }
        }
        else
        {
            _faults.Add(SchematicFaultCodes.Alias, _path, merged.Position, $"\"<<\" cannot merge {merged.Description}", "expected a mapping or a list of mappings");
        }
    }
}
