using System.Text;

namespace ImageFactory.Delivery;

/// <summary>The name under which a client saves a download.</summary>
internal static class DownloadName
{
    private const int LongestName = 255;

    /// <summary>
    /// The <c>Content-Disposition</c> of a download (RFC 6266). The plain form is always there, as many clients read only that.
    /// </summary>
    public static string Disposition(string name)
    {
        var plain = name.Replace("\"", "\\\"", StringComparison.Ordinal);
        return Ascii.IsValid(name)
            ? $"attachment; filename=\"{plain}\""
            : $"attachment; filename=\"{ReplaceNonAscii(plain)}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    /// <summary>The name that a client wishes, without a path and without control characters; null when nothing usable remains.</summary>
    public static string? Clean(string? wanted)
    {
        var name = new string([.. (wanted ?? string.Empty).Where(character =>
            !char.IsControl(character) && !char.IsSurrogate(character) && character is not ('/' or '\\'))]);
        return name.Length is 0 or > LongestName ? null : name;
    }

    private static string ReplaceNonAscii(string name) => new([.. name.Select(character => char.IsAscii(character) ? character : '_')]);
}
