namespace ImageFactory.Sample;

/// <summary>The files of <c>Data/</c>.</summary>
internal static class SampleData
{
    /// <summary>The text of a file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no file '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
