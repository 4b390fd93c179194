namespace ImageFactory.Testing;

/// <summary>A new empty directory that is deleted at the end of a test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Makes the directory.</summary>
    public TemporaryDirectory() => Path = Directory.CreateTempSubdirectory("imagefactory-test-").FullName;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The full path of something inside.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
