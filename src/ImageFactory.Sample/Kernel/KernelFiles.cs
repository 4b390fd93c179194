using ImageFactory.Formats.Compression;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Packages;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Kernel;

/// <summary>The kernel of a processor: its image, its modules and their index.</summary>
internal sealed class KernelFiles
{
    private const string ImagePrefix = "boot/vmlinuz-";

    private static readonly DecompressionLimits ModuleLimits = new() { MaxBytes = 64 * 1024 * 1024, MaxRatio = 1000 };

    private readonly FileTree _package;
    private readonly string _modules;

    private KernelFiles(FileTree package, string release)
    {
        _package = package;
        Release = release;
        _modules = package.Nodes.ContainsKey("usr/lib/modules") ? $"usr/lib/modules/{release}/" : $"lib/modules/{release}/";
    }

    /// <summary>What <c>uname -r</c> says.</summary>
    public string Release { get; }

    /// <summary>What all modules need.</summary>
    public required ModuleDependencies All { get; init; }

    /// <summary>What all modules need but those that only extensions carry, as in <see cref="Index"/>.</summary>
    public required ModuleDependencies Base { get; init; }

    /// <summary>The index of the base's modules: the files <c>modules.*</c> that depmod made.</summary>
    public required FileTree Index { get; init; }

    /// <summary>The kernel itself.</summary>
    public TreeFile Image => FileAt(ImagePrefix + Release);

    /// <summary>
    /// Reads the kernel's package, and beside the packages <c>modules/ARCHITECTURE/all/modules.dep</c> and
    /// <c>modules/ARCHITECTURE/base/*</c>, which eng/sample makes.
    /// </summary>
    /// <exception cref="InvalidDataException">The package is not a kernel's.</exception>
    public static async Task<KernelFiles> ReadAsync(
        PackageShelf shelf, string architecture, ArchitectureRow machine, CancellationToken cancellationToken)
    {
        var package = await shelf.UnpackAsync(machine.KernelPackage, architecture, cancellationToken);
        var image = package.Nodes.Keys.FirstOrDefault(path => path.StartsWith(ImagePrefix, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"The package '{machine.KernelPackage}' has no {ImagePrefix}*.");
        return new KernelFiles(package, image[ImagePrefix.Length..])
        {
            All = ModuleDependencies.Read(await shelf.ReadTextAsync($"modules/{architecture}/all/modules.dep", cancellationToken)),
            Base = ModuleDependencies.Read(await shelf.ReadTextAsync($"modules/{architecture}/base/modules.dep", cancellationToken)),
            Index = await shelf.ReadDirectoryAsync($"modules/{architecture}/base", cancellationToken),
        };
    }

    /// <summary>A module, by its path in <c>modules.dep</c>.</summary>
    /// <exception cref="InvalidDataException">The index is not that of this kernel.</exception>
    public TreeFile Module(string path) => FileAt(_modules + path);

    /// <summary>A module as the kernel itself loads it.</summary>
    public async Task<TreeFile> PlainModuleAsync(string path, ScratchStore store, CancellationToken cancellationToken)
    {
        var module = Module(path);
        await using var compressed = store.Open(module.Content);
        await using var plain = await Decompression.OpenDetectedAsync(compressed, ModuleLimits, leaveOpen: true, cancellationToken);
        return module with { Content = (await store.KeepAsync(plain, cancellationToken)).Map };
    }

    private TreeFile FileAt(string path) =>
        _package.Nodes.GetValueOrDefault(path) as TreeFile
            ?? throw new InvalidDataException($"The package of the kernel {Release} has no file '{path}'.");
}
