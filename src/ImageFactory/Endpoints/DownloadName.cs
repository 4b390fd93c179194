using System.Text;

namespace ImageFactory.Endpoints;

/// <summary>The name under which a client saves a download.</summary>
internal static class DownloadName
{
    private const int LongestName = 255;

    /// <summary>
    /// The <c>Content-Disposition</c> of a download (RFC 6266): under the name that was asked for, without a path and without control
    /// characters, else under the asset's own. The plain form is always there, as many clients read only that.
    /// </summary>
    public static string Disposition(string? wanted, string assetName)
    {
        var name = Clean(wanted ?? string.Empty);
        name = name.Length is 0 or > LongestName ? assetName : name;
        var plain = name.Replace("\"", "\\\"", StringComparison.Ordinal);
        return Ascii.IsValid(name)
            ? $"attachment; filename=\"{plain}\""
            : $"attachment; filename=\"{ReplaceNonAscii(plain)}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    private static string Clean(string wanted) =>
        new([.. wanted.Where(character => !char.IsControl(character) && !char.IsSurrogate(character) && character is not ('/' or '\\'))]);

    private static string ReplaceNonAscii(string name) => new([.. name.Select(character => char.IsAscii(character) ? character : '_')]);
}
