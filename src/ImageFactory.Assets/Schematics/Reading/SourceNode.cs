namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A value of the document with its place. An alias is the value that it stands for, so values may be shared.</summary>
internal abstract class SourceNode(SourcePosition position)
{
    public SourcePosition Position { get; } = position;

    /// <summary>What the value costs with all aliases followed.</summary>
    public SourceExtent Extent { get; protected set; }

    /// <summary>The kind of value for messages.</summary>
    public abstract string Description { get; }
}
