namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>The four ways in which the canonical form writes a scalar.</summary>
internal enum ScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
}
