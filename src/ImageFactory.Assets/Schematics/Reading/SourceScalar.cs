namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A scalar as written.</summary>
internal sealed class SourceScalar : SourceNode
{
    public SourceScalar(SourcePosition position, string text, string tag, bool isQuoted)
        : base(position)
    {
        Text = text;
        Tag = tag;
        IsQuoted = isQuoted;
        Extent = new SourceExtent(1, text.Length, 1);
    }

    public string Text { get; }

    /// <summary>The explicit tag; empty without one.</summary>
    public string Tag { get; }

    /// <summary>Whether it is in quotes or a block, and so a string.</summary>
    public bool IsQuoted { get; }

    /// <summary>Whether it is the merge key (YAML's type repository, "merge").</summary>
    public bool IsMergeKey => Text is "<<" && (Tag is YamlTags.Merge || (Tag.Length == 0 && !IsQuoted));

    public override string Description => FaultList.Quote(Text);
}
