using System.Text;

namespace ImageFactory.Formats.Archives;

/// <summary>Paths inside archives: relative to the root of the archive, '/' between names, no '.' and no '..'.</summary>
internal static class ArchivePath
{
    /// <summary>The longest path in bytes: PATH_MAX of Linux without its NUL.</summary>
    public const int LongestPath = 4095;

    private const int LongestName = 255;

    // Strict, so that no two names of an archive can become the same.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Expects a path for an archive that we write.</summary>
    /// <exception cref="ArgumentException">The path is not such a path.</exception>
    public static void Require(string path, string parameter)
    {
        var isValid = Encoding.UTF8.GetByteCount(path) is > 0 and <= LongestPath
            && !path.Contains('\0', StringComparison.Ordinal)
            && path.Split('/').All(name => name is not ("" or "." or ".."));
        if (!isValid)
        {
            throw new ArgumentException(
                $"'{path}' is not a path inside an archive: it has to be relative, without '.' and '..', up to {LongestPath} bytes.",
                parameter);
        }
    }

    /// <summary>The last name of a path as Linux's file systems have it, in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is no text, or has more than 255 bytes.</exception>
    public static byte[] EncodeName(string path, string parameter)
    {
        var name = Encoding.UTF8.GetBytes(path[(path.LastIndexOf('/') + 1)..]);
        return name.Length <= LongestName && !path.EnumerateRunes().Contains(Rune.ReplacementChar)
            ? name
            : throw new ArgumentException($"The name of '{path}' is no text or has more than {LongestName} bytes.", parameter);
    }

    /// <summary>The path of an entry that comes from outside, with what means nothing taken away; empty for the root.</summary>
    /// <exception cref="InvalidDataException">The path leads out of the archive, or is empty and not of a directory.</exception>
    public static string Normalize(string path, bool isDirectory)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException("A path in the archive has a NUL byte in it.");
        }

        // An absolute path is as good as one from the archive's root: that is where every reader puts it.
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name is not ".").ToArray();
        if (names.Contains("..", StringComparer.Ordinal))
        {
            throw new InvalidDataException($"The path '{path}' leads out of the archive.");
        }

        if (names.Length == 0 && !isDirectory)
        {
            throw new InvalidDataException($"The archive has something without a name ('{path}') that is no directory.");
        }

        var normalized = string.Join('/', names);
        return Encoding.UTF8.GetByteCount(normalized) <= LongestPath
            ? normalized
            : throw new InvalidDataException($"The archive has a path of more than {LongestPath} bytes.");
    }

    /// <summary>The text of a name that comes from outside.</summary>
    /// <exception cref="InvalidDataException">The name is not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException exception)
        {
            var start = Convert.ToHexStringLower(name[..Math.Min(name.Length, 32)]);
            throw new InvalidDataException($"The name that starts with the bytes {start} is not UTF-8.", exception);
        }
    }

    /// <summary>The path of the directory that holds a path, or null when that is the root.</summary>
    public static string? Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? null : path[..slash];
    }

    /// <summary>
    /// Orders depth-first: the names of a directory by their UTF-8 bytes, each directory before its children and those before
    /// the directory's next sibling.
    /// </summary>
    public static int CompareDepthFirst(string left, string right)
    {
        var leftBytes = Encoding.UTF8.GetBytes(left);
        var rightBytes = Encoding.UTF8.GetBytes(right);
        var common = leftBytes.AsSpan().CommonPrefixLength(rightBytes);
        return Rank(leftBytes, common).CompareTo(Rank(rightBytes, common));
    }

    // The end of a path comes before its children, and those before every other byte.
    private static int Rank(byte[] path, int index)
    {
        if (index == path.Length)
        {
            return -1;
        }

        return path[index] == (byte)'/' ? 0 : path[index];
    }
}
