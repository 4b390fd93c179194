namespace ImageFactory.Endpoints;

/// <summary>The file name that a browser saves a download under.</summary>
internal static class DownloadName
{
    private const int LongestName = 255;

    /// <summary>The name that was asked for, without a path and without control characters; else the asset's own.</summary>
    public static string From(string? wanted, string assetName)
    {
        var name = new string([.. (wanted ?? string.Empty).Where(character => !char.IsControl(character) && character is not ('/' or '\\'))]);
        return name.Length is 0 or > LongestName ? assetName : name;
    }
}
