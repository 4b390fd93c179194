using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The built executable, in a process of its own.</summary>
internal static class Executable
{
    /// <summary>Its path, for <c>dotnet</c>.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "imagefactory.dll");

    /// <summary>Runs <c>imagefactory build</c> over the sample release with an empty store; returns the directory with the files.</summary>
    /// <param name="directory">Where store and files are put.</param>
    /// <param name="extensions">The schematic's extensions without <c>siderolabs/</c>.</param>
    /// <param name="version">The Talos version.</param>
    /// <param name="processors">How many processors the runtime believes in.</param>
    /// <param name="configuration">A configuration file; null for none.</param>
    /// <param name="files">The names of the assets.</param>
    public static async Task<string> BuildAsync(
        TemporaryDirectory directory, IReadOnlyList<string> extensions, string version, int processors, string? configuration, params string[] files)
    {
        var schematic = directory.Combine("schematic.yaml");
        var names = string.Join(", ", extensions.Select(extension => $"siderolabs/{extension}"));
        await File.WriteAllTextAsync(
            schematic,
            $"customization: {{extraKernelArgs: [imagefactory.first=1], systemExtensions: {{officialExtensions: [{names}]}}}}\n");
        var output = directory.Combine("output");
        await Tool.RunAsync(
            "env",
            [
                $"DOTNET_PROCESSOR_COUNT={processors}", "dotnet", Path,
                "build", "--schematic", schematic, "--talos-version", version, "--source", SampleRelease.Require(),
                "--data", directory.Combine("data"), "--output", output,
                .. configuration is null ? [] : (string[])["--config", configuration], .. files,
            ]);
        return output;
    }

    /// <summary>Runs any command, whatever it says.</summary>
    public static Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.TryRunAsync("dotnet", [Path, .. arguments]);
}
