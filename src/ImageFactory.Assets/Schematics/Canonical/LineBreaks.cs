namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>What YAML 1.1 takes for a line break.</summary>
internal static class LineBreaks
{
    public static bool IsBreak(int codePoint) => codePoint is '\n' or '\r' or 0x85 or 0x2028 or 0x2029;
}
