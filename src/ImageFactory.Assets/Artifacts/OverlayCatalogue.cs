using System.Text;
using ImageFactory.Formats.Extents;
using YamlDotNet.Core;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The catalogue of a version's overlays: <c>overlays.yaml</c>, a list of name, image and digest.</summary>
public static class OverlayCatalogue
{
    /// <summary>The file that lists them.</summary>
    public const string File = "overlays.yaml";

    /// <summary>Reads the catalogue, in its own order.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyList<OfficialOverlay> Read(ReadOnlySpan<byte> yaml)
    {
        try
        {
            var document = CatalogueYaml.Read<Document>(Encoding.UTF8.GetString(yaml));
            return [.. (document?.Overlays ?? []).Select(Convert)];
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"{File} of the catalogue of overlays is damaged: {exception.Message}", exception);
        }
    }

    private static OfficialOverlay Convert(Row? row)
    {
        if (row?.Name is null || !Oci.Reference.TryParse(row.Image, out var reference) || !Digest.TryParse(row.Digest, out var digest))
        {
            throw new InvalidDataException($"{File} has an overlay '{row?.Name}' without a readable image or digest.");
        }

        return new OfficialOverlay(row.Name, reference.Repository.ToString(), reference.ToString(), digest);
    }

    internal sealed class Document
    {
        public List<Row?>? Overlays { get; set; }
    }

    internal sealed class Row
    {
        public string? Name { get; set; }

        public string? Image { get; set; }

        public string? Digest { get; set; }
    }
}
