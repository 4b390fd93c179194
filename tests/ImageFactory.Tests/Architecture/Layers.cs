namespace ImageFactory.Tests.Architecture;

/// <summary>The layers of docs/architecture.md, lowest first. A new project needs a row.</summary>
internal static class Layers
{
    private const string Formats = "ImageFactory.Formats";
    private const string Boot = "ImageFactory.Boot";
    private const string Oci = "ImageFactory.Oci";
    private const string Assets = "ImageFactory.Assets";
    private const string Sample = "ImageFactory.Sample";
    private const string Executable = "imagefactory";

    public static IReadOnlyList<Layer> All { get; } =
    [
        new(Formats, Projects: [], Packages: [], Framework: []),
        new(Boot, [Formats], ["YamlDotNet"], []),
        new(Oci, [Formats], [], ["System.Net.Http*", "System.Net.Sockets"]),
        new(Assets, [Formats, Boot, Oci], ["YamlDotNet", "Microsoft.Extensions.Logging.Abstractions", "System.Threading.RateLimiting"], []),
        // Beside Assets: it makes what Assets consumes, and nothing but the executable knows it.
        new(Sample, [Formats, Boot, Oci], [], []),
        new(Executable, [Formats, Boot, Oci, Assets, Sample], ["*"], ["System.*"]),
    ];

    /// <summary>The row of an assembly.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static Layer Of(string assembly) =>
        All.SingleOrDefault(layer => string.Equals(layer.Assembly, assembly, StringComparison.Ordinal))
            ?? throw new ArgumentException($"{assembly} has no row in {nameof(Layers)}.", nameof(assembly));
}
