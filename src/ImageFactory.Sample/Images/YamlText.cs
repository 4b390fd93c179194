namespace ImageFactory.Sample.Images;

/// <summary>Text in YAML.</summary>
internal static class YamlText
{
    /// <summary>One line as a single-quoted scalar (YAML 1.2.2, "Single-Quoted Style").</summary>
    public static string Quote(string line) => $"'{line.Replace("'", "''", StringComparison.Ordinal)}'";
}
