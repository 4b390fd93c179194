namespace ImageFactory.Keys;

/// <summary>The names of key files, as Talos's own tools give and read them.</summary>
internal static class KeyFiles
{
    public const string SigningKey = "uki-signing-key.pem";
    public const string Certificate = "uki-signing-cert.pem";
    public const string CertificateDer = "uki-signing-cert.der";
    public const string PcrKey = "pcr-signing-key.pem";

    // Readable and writable for their owner alone.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes files into a directory, which is made when it is not there.</summary>
    /// <param name="overwrite">Whether files that are there are replaced.</param>
    /// <exception cref="IOException">A file is there, or cannot be written; nothing was written when one was there.</exception>
    public static void Write(string directory, IReadOnlyDictionary<string, byte[]> files, bool overwrite)
    {
        if (!overwrite && files.Keys.FirstOrDefault(name => File.Exists(Path.Combine(directory, name))) is { } known)
        {
            throw new IOException($"{Path.Combine(directory, known)} is there already; give --force to replace it. What was signed with a key that is lost stays as it is for good.");
        }

        Directory.CreateDirectory(directory);
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(directory, name);
            var partial = path + ".partial";
            File.Delete(partial);
            using (var file = new FileStream(partial, Private()))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite);
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        return options;
    }
}
