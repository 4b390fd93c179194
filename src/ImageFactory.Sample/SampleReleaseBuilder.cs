using System.Globalization;
using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample;

/// <summary>
/// Makes the sample release (docs/architecture.md): source images in Talos's layout, made of Debian packages, that boot. The same
/// packages and codec libraries give the same bytes.
/// </summary>
public static class SampleReleaseBuilder
{
    /// <summary>Writes the images as an OCI image layout directory.</summary>
    /// <param name="packages">The directory with the packages, their lock file and the module indexes (eng/sample makes it).</param>
    /// <param name="output">The directory of the layout: missing or empty.</param>
    /// <param name="log">Where progress is told, a line for each release.</param>
    /// <exception cref="InvalidDataException">A package is missing or damaged.</exception>
    /// <exception cref="IOException">The output is not empty, or a file cannot be read or written.</exception>
    public static Task BuildAsync(string packages, string output, TextWriter log, CancellationToken cancellationToken) =>
        BuildAsync(SampleTable.Read(SampleData.Read("sample.json")), packages, output, log, cancellationToken);

    internal static async Task BuildAsync(
        SampleTable table, string packages, string output, TextWriter log, CancellationToken cancellationToken)
    {
        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        {
            throw new IOException($"'{output}' is not empty.");
        }

        Directory.CreateDirectory(output);
        using var store = new ScratchStore(Path.Combine(output, ".scratch"));
        await log.WriteLineAsync("unpacking kernels".AsMemory(), cancellationToken);
        var sources = await SampleSources.OpenAsync(packages, table, store, cancellationToken);
        var layout = await LayoutWriter.OpenAsync(output, cancellationToken);
        var assembly = new SampleAssembly(sources, layout);
        foreach (var (index, release) in table.Releases.Index())
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{release.Version} ({index + 1} of {table.Releases.Count})");
            await log.WriteLineAsync(line.AsMemory(), cancellationToken);
            await assembly.PublishAsync(release, cancellationToken);
        }

        await layout.FinishAsync(cancellationToken);
    }
}
