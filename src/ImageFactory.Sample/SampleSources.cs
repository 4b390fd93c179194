using ImageFactory.Sample.Files;
using ImageFactory.Sample.Kernel;
using ImageFactory.Sample.Packages;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample;

/// <summary>What everything is made of.</summary>
/// <param name="Table">What is wanted.</param>
/// <param name="Shelf">The packages.</param>
/// <param name="Store">Where intermediate content is.</param>
/// <param name="Kernels">The kernels by processor.</param>
internal sealed record SampleSources(
    SampleTable Table, PackageShelf Shelf, ScratchStore Store, IReadOnlyDictionary<string, KernelFiles> Kernels)
{
    /// <summary>The processors.</summary>
    public IEnumerable<string> Architectures => Table.Architectures.Keys;

    /// <summary>Opens the packages of a directory and reads the kernels.</summary>
    /// <exception cref="InvalidDataException">Something is missing or damaged.</exception>
    public static async Task<SampleSources> OpenAsync(
        string packages, SampleTable table, ScratchStore store, CancellationToken cancellationToken)
    {
        var shelf = await PackageShelf.OpenAsync(packages, store, cancellationToken);
        var kernels = new Dictionary<string, KernelFiles>(StringComparer.Ordinal);
        foreach (var (architecture, machine) in table.Architectures)
        {
            kernels[architecture] = await KernelFiles.ReadAsync(shelf, architecture, machine, cancellationToken);
        }

        return new SampleSources(table, shelf, store, kernels);
    }

    /// <summary>A processor and a layout by their names.</summary>
    public Target TargetOf(string architecture, string layout) => new(architecture, Table.Architectures[architecture], Table.Layouts[layout]);
}
