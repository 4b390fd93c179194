using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Testing;

/// <summary>Files of the sample release's images: what tests expect is taken from them, as Debian's packages change.</summary>
public static class SampleFiles
{
    /// <summary>The content of a file.</summary>
    /// <param name="tag">The image, for example <c>siderolabs/imager:v1.13.0</c>.</param>
    /// <param name="architecture">The processor whose image it is.</param>
    /// <param name="path">The file's path inside, without a leading slash.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<byte[]> ReadAsync(string tag, string architecture, string path, CancellationToken cancellationToken)
    {
        var found = await ReadAllAsync(tag, architecture, name => string.Equals(name, path, StringComparison.Ordinal), cancellationToken);
        return found.TryGetValue(path, out var content)
            ? content
            : throw new FileNotFoundException($"{tag} for {architecture} has no {path}.");
    }

    /// <summary>The contents of all files whose paths are asked for.</summary>
    /// <param name="tag">The image.</param>
    /// <param name="architecture">The processor whose image it is.</param>
    /// <param name="isWanted">Whether a path is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAllAsync(
        string tag, string architecture, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var source = new LayoutSource(SampleRelease.Require());
        var image = await Images.FindAsync(source, Reference.Parse(tag), architecture, cancellationToken);
        Assert.True(image is not null, $"The sample release has no {tag} for {architecture}.");
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var file in ImageFiles.ReadAsync(source, image, cancellationToken))
        {
            if (isWanted(file.Entry.Path))
            {
                using var buffer = new MemoryStream();
                await file.Content.CopyToAsync(buffer, cancellationToken);
                found[file.Entry.Path] = buffer.ToArray();
            }
        }

        return found;
    }
}
