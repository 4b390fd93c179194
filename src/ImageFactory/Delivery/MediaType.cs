namespace ImageFactory.Delivery;

/// <summary>The media type of an asset, by its file name.</summary>
internal static class MediaType
{
    public static string Of(string file) => Path.GetExtension(file) switch
    {
        ".efi" => "application/efi",
        ".iso" => "application/x-iso9660-image",
        ".xz" => "application/x-xz",
        ".gz" => "application/gzip",
        ".qcow2" => "application/x-qemu-disk",
        _ when file.StartsWith("cmdline-", StringComparison.Ordinal) => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
