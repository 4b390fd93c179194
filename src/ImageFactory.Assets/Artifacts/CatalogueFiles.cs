using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The small files at the root of a catalogue image.</summary>
internal sealed class CatalogueFiles
{
    private const long LongestFile = 8 * 1024 * 1024;

    private static readonly string[] Known = [ExtensionCatalogue.DigestsFile, ExtensionCatalogue.DescriptionsFile, OverlayCatalogue.File];

    public CatalogueFiles(Dictionary<string, ReadOnlyMemory<byte>> all) => All = all;

    /// <summary>The files that the image has, by path.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> All { get; }

    /// <exception cref="InvalidDataException">A file is longer than 8 MiB, or the image is damaged.</exception>
    public static async Task<CatalogueFiles> ReadAsync(IContentSource source, Image image, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
        {
            if (file.Entry.Type == TarEntryType.File && Known.Contains(file.Entry.Path, StringComparer.Ordinal))
            {
                files[file.Entry.Path] = await SmallFile.ReadAsync(file, LongestFile, cancellationToken);
            }
        }

        return new CatalogueFiles(files);
    }

    /// <summary>The content of a file; empty when the image does not have it.</summary>
    public ReadOnlyMemory<byte> Of(string name) => All.GetValueOrDefault(name);
}
