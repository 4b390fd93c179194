namespace ImageFactory.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class RepositoryRoot
{
    /// <summary>The directory that holds the solution file.</summary>
    /// <exception cref="InvalidOperationException">The tests run from outside a checkout.</exception>
    public static string Path { get; } = Find();

    /// <summary>The full path of something inside.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "ImageFactory.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No ImageFactory.sln above {AppContext.BaseDirectory}.");
    }
}
