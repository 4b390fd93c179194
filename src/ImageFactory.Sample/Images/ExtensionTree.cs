using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>
/// Assembles the files of an extension's image: <c>manifest.yaml</c> and <c>rootfs/</c>. Below <c>usr/local/share/imagefactory</c>
/// lies what <c>/init</c> looks for: a file to hash, modules to load, a command to run.
/// </summary>
internal sealed class ExtensionTree(SampleSources sources)
{
    /// <summary>Who is said to have made the extensions.</summary>
    public const string Author = "Debian";

    private const string Information = "usr/local/share/imagefactory";

    /// <summary>The files for a processor and a layout.</summary>
    public async Task<FileTree> AssembleAsync(string name, string version, Target target, CancellationToken cancellationToken)
    {
        var (row, rootfs) = (sources.Table.Extensions[name], new FileTree());
        var shortName = name[(name.LastIndexOf('/') + 1)..];
        rootfs.AddText($"{Information}/marker/{shortName}", $"{shortName} {version}\n");
        var libraries = row.Libraries.Select(package => new FileRow { Package = package, From = "usr/lib/$triplet/lib*.so*", To = "usr/local/lib/" });
        await sources.Shelf.AddFilesAsync(rootfs, row.Files.Concat(libraries), target, cancellationToken);
        if (row.Modules.Count > 0)
        {
            AddModules(rootfs, row, target);
            rootfs.AddText($"{Information}/modules/{shortName}", string.Join('\n', row.Modules) + '\n');
        }

        if ((row.Script is { } script ? SampleData.Read(script) : row.Run) is { } run)
        {
            rootfs.AddText($"{Information}/run/{shortName}", run + '\n');
        }

        return new FileTree()
            .AddText("manifest.yaml", Manifest(row.ManifestName ?? shortName, version, row))
            .AddDirectory("rootfs")
            .AddAll(rootfs, "rootfs/");
    }

    private void AddModules(FileTree rootfs, ExtensionRow row, Target target)
    {
        var kernel = sources.Kernels[target.Architecture];
        var inBase = kernel.Base.All.ToHashSet(StringComparer.Ordinal);
        var inSmallBase = kernel.All.Closure(sources.Table.Rootfs.Modules).ToHashSet(StringComparer.Ordinal);
        foreach (var path in kernel.All.Closure(row.Modules).Where(path => !inSmallBase.Contains(path)))
        {
            // Else it would load even when nobody merges the indexes.
            if (inBase.Contains(path))
            {
                throw new InvalidDataException($"The index of the base lists '{path}', which only extensions carry: eng/sample has to leave it out.");
            }

            rootfs.Add($"{target.Layout.Modules}/{kernel.Release}/{path}", kernel.Module(path));
        }
    }

    private static string Manifest(string name, string version, ExtensionRow row) =>
        $"""
        version: v1alpha1
        metadata:
          name: {name}
          version: {YamlText.Quote(version)}
          author: {Author}
          description: |
            {row.Description}
          compatibility:
            talos:
              version: ">= v{row.Since?.ToString() ?? "1.0.0"}"

        """;
}
