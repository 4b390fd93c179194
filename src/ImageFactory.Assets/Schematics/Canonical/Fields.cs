using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>Collects the fields of a mapping in order, leaving out what says nothing.</summary>
internal sealed class Fields
{
    private readonly List<YamlEntry> _entries = [];

    public Fields Add(string name, YamlNode value)
    {
        _entries.Add(new YamlEntry(YamlScalar.OfText(name), value));
        return this;
    }

    /// <summary>Adds a string unless it is empty.</summary>
    public Fields AddText(string name, string text) => text.Length > 0 ? Add(name, YamlScalar.OfText(text)) : this;

    /// <summary>Adds a mapping unless it has no entries.</summary>
    public Fields AddUnlessEmpty(string name, YamlMapping mapping) => mapping.Entries.Count > 0 ? Add(name, mapping) : this;

    /// <summary>Adds a sequence unless it has no items.</summary>
    public Fields AddUnlessEmpty(string name, YamlSequence sequence) => sequence.Items.Count > 0 ? Add(name, sequence) : this;

    public YamlMapping ToMapping() => new(_entries);
}
