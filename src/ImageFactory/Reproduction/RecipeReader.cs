using System.Text;
using System.Text.RegularExpressions;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Inspection;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Inspection;

namespace ImageFactory.Reproduction;

/// <summary>What an image says about how it was made: its schematic, its version, its factory.</summary>
internal sealed partial class RecipeReader
{
    private const int LongestRelease = 64 * 1024;

    private RecipeReader(ImageInspection inspection, string? version)
    {
        Version = version;
        var initramfs = inspection.Initramfs ?? inspection.Executables.Select(each => each.Initramfs).FirstOrDefault(each => each is not null);
        SchematicId = initramfs?.SchematicId;
        SchematicYaml = initramfs?.SchematicYaml;
        Factory = initramfs?.Extensions.Select(layer => layer.Metadata)
            .Where(metadata => metadata.Name is SchematicExtension.Name)
            .Select(metadata => Author().Match(metadata.Author))
            .LastOrDefault(match => match.Success)?.Groups["url"].Value;
    }

    /// <summary>The schematic's ID; null when the image does not say.</summary>
    public string? SchematicId { get; }

    /// <summary>The schematic; null when the image does not have it.</summary>
    public string? SchematicYaml { get; }

    /// <summary>The Talos version; null when the image does not say.</summary>
    public string? Version { get; }

    /// <summary>The URL of the factory; null when the image does not say.</summary>
    public string? Factory { get; }

    /// <summary>Reads an image; null when it is of a kind that says nothing.</summary>
    public static async Task<RecipeReader?> ReadAsync(LocalFile file, CancellationToken cancellationToken)
    {
        try
        {
            var inspection = await ImageInspector.InspectAsync(file.Map, file, cancellationToken);
            return new RecipeReader(inspection, await FindVersionAsync(inspection, file, cancellationToken));
        }
        catch (InvalidDataException)
        {
            // A compressed disk, a command line, a kernel.
            return null;
        }
    }

    private static async Task<string?> FindVersionAsync(ImageInspection inspection, LocalFile file, CancellationToken cancellationToken)
    {
        // Disks and ISOs name their kernel images by the version.
        var named = inspection.Executables.Select(executable => Named().Match(executable.Path)).FirstOrDefault(match => match.Success);
        if (named is not null)
        {
            return named.Groups["version"].Value;
        }

        if (inspection.Kind != ImageKind.UnifiedKernelImage)
        {
            return null;
        }

        var release = (await PeReader.ReadAsync(file.Map, file, cancellationToken)).Extract(".osrel");
        if (release is null || release.Length > LongestRelease)
        {
            return null;
        }

        var bytes = new byte[release.Length];
        await using var reader = new ExtentReader(release, file);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return Release().Match(Encoding.UTF8.GetString(bytes)) is { Success: true } match ? match.Groups["version"].Value : null;
    }

    [GeneratedRegex(@"^Image Factory \((?<url>https?://[^)]+)\)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Author();

    [GeneratedRegex(@"Talos-(?<version>v[0-9][0-9A-Za-z.-]*)\.efi\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^VERSION_ID=""?(?<version>v?[0-9][0-9A-Za-z.-]*)""?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Release();
}
