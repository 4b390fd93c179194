using System.Text;

namespace ImageFactory.Formats.Tar;

/// <summary>Paths of entries.</summary>
internal static class TarPath
{
    /// <summary>The path below the archive's root, without <c>.</c>, empty parts and slashes at the ends.</summary>
    /// <exception cref="InvalidDataException">The path leads out of the root, is too long, or has a zero in it.</exception>
    public static string Clean(string path, int longest)
    {
        if (Encoding.UTF8.GetByteCount(path) > longest)
        {
            throw new InvalidDataException($"The tar archive has a path of more than {longest} bytes.");
        }

        var parts = path.Split('/').Where(part => part.Length > 0 && !string.Equals(part, ".", StringComparison.Ordinal)).ToList();
        if (parts.Contains("..", StringComparer.Ordinal) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The tar archive has the path '{path.Replace('\0', '?')}', which leads out of its root.");
        }

        return string.Join('/', parts);
    }
}
