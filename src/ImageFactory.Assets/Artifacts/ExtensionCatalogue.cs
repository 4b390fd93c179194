using System.Text;
using ImageFactory.Oci;
using YamlDotNet.Core;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The catalogue of a version's system extensions: <c>image-digests</c> (a line <c>reference:tag@digest</c> each) and
/// <c>descriptions.yaml</c> (author and description by that line, or by <c>reference:tag</c>).
/// </summary>
public static class ExtensionCatalogue
{
    /// <summary>The file that lists the images.</summary>
    public const string DigestsFile = "image-digests";

    /// <summary>The file that describes them.</summary>
    public const string DescriptionsFile = "descriptions.yaml";

    private const int MostExtensions = 10_000;

    /// <summary>Reads the catalogue; the order is that of <c>image-digests</c>.</summary>
    /// <exception cref="InvalidDataException">A line is not a reference with tag and digest, or a description is damaged.</exception>
    public static IReadOnlyList<OfficialExtension> Read(ReadOnlySpan<byte> digests, ReadOnlySpan<byte> descriptions)
    {
        var described = ReadDescriptions(Encoding.UTF8.GetString(descriptions));
        var extensions = new List<OfficialExtension>();
        foreach (var line in Encoding.UTF8.GetString(digests).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Reference.TryParse(line, out var reference) || reference is not { Tag: not null, Digest: { } digest })
            {
                throw new InvalidDataException($"The catalogue of extensions has the line '{line}'; expected reference:tag@digest.");
            }

            if (extensions.Count == MostExtensions)
            {
                throw new InvalidDataException($"The catalogue of extensions has more than {MostExtensions} lines.");
            }

            var tagged = reference.ToString()[..^(digest.ToString().Length + 1)];
            var (author, description) = described.GetValueOrDefault(line, described.GetValueOrDefault(tagged, (string.Empty, string.Empty)));
            extensions.Add(new OfficialExtension(reference.Repository.ToString(), tagged, digest, author, description));
        }

        return extensions;
    }

    private static Dictionary<string, (string Author, string Description)> ReadDescriptions(string yaml)
    {
        try
        {
            var rows = CatalogueYaml.Read<Dictionary<string, Row?>>(yaml) ?? [];
            return rows.ToDictionary(
                row => row.Key, row => (row.Value?.Author ?? string.Empty, row.Value?.Description ?? string.Empty), StringComparer.Ordinal);
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"{DescriptionsFile} of the catalogue of extensions is damaged: {exception.Message}", exception);
        }
    }

    internal sealed class Row
    {
        public string? Author { get; set; }

        public string? Description { get; set; }
    }
}
