using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The firmware of all extensions. Drivers ask for it before a layer is mounted, so that it lies in the initramfs itself; and the kernel
/// takes microcode of the processor, one file for each vendor, from an archive at the very front that is not compressed (Linux
/// Documentation/arch/x86/microcode.rst).
/// </summary>
/// <param name="Microcode">The files of the archive at the front; their paths begin with <c>kernel/</c>.</param>
/// <param name="Files">Everything else.</param>
public sealed record InitramfsFirmware(IReadOnlyList<InitramfsFile> Microcode, IReadOnlyList<InitramfsFile> Files)
{
    private const int FileMode = 0b110_100_100;
    private const string Directory = "kernel/x86/microcode/";

    private static readonly string[] Roots = ["usr/lib/firmware/", "lib/firmware/"];

    // Intel calls the files by family, model and stepping.
    private static readonly (string Pattern, string Vendor)[] Vendors =
    [
        ("amd-ucode/microcode_amd*.bin", "AuthenticAMD"),
        ("intel-ucode/*", "GenuineIntel"),
    ];

    /// <summary>No firmware.</summary>
    public static InitramfsFirmware None { get; } = new([], []);

    /// <summary>
    /// The firmware of extensions in stacking order: of files with the same path the last counts; microcode for a vendor is one file
    /// after the other, those of an extension by the bytes of their names.
    /// </summary>
    /// <param name="extensions">The files of each extension below <c>usr/lib/firmware</c> or <c>lib/firmware</c>.</param>
    /// <exception cref="InvalidDataException">What is a file in one extension is a directory in another.</exception>
    public static InitramfsFirmware Merge(IEnumerable<IReadOnlyList<InitramfsFile>> extensions)
    {
        var files = new Dictionary<string, InitramfsFile>(StringComparer.Ordinal);
        var microcode = Vendors.ToDictionary(vendor => vendor.Vendor, _ => new ExtentMapBuilder(), StringComparer.Ordinal);
        foreach (var file in extensions.SelectMany(extension => extension.OrderBy(file => file.Path, StringComparer.Ordinal)))
        {
            if (VendorOf(file) is { } vendor)
            {
                microcode[vendor].Append(file.Content);
            }
            else
            {
                files[file.Path] = file;
            }
        }

        RefuseFilesAsDirectories(files);
        return new InitramfsFirmware(
            [
                .. microcode.Where(vendor => vendor.Value.Length > 0)
                    .OrderBy(vendor => vendor.Key, StringComparer.Ordinal)
                    .Select(vendor => new InitramfsFile($"{Directory}{vendor.Key}.bin", FileMode, vendor.Value.Build())),
            ],
            [.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static string? VendorOf(InitramfsFile file)
    {
        if (file.LinkTarget is not null || Array.Find(Roots, root => file.Path.StartsWith(root, StringComparison.Ordinal)) is not { } firmware)
        {
            return null;
        }

        var path = file.Path[firmware.Length..];
        return Array.Find(Vendors, vendor => Matches(path, vendor.Pattern)).Vendor;
    }

    // The star stands for any part of one name.
    private static bool Matches(string path, string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var (start, end) = (pattern[..star], pattern[(star + 1)..]);
        return path.Length > start.Length + end.Length - 1
            && path.StartsWith(start, StringComparison.Ordinal)
            && path.EndsWith(end, StringComparison.Ordinal)
            && !path[start.Length..].Contains('/', StringComparison.Ordinal);
    }

    private static void RefuseFilesAsDirectories(Dictionary<string, InitramfsFile> files)
    {
        foreach (var path in files.Keys)
        {
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (files.ContainsKey(path[..slash]))
                {
                    throw new InvalidDataException($"The extensions bring '{path}', and '{path[..slash]}', which is no directory.");
                }
            }
        }
    }
}
