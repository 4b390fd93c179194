namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A place in the document; line and column count from 1.</summary>
internal readonly record struct SourcePosition(int Line, int Column)
{
    public static SourcePosition Start { get; } = new(1, 1);
}
