namespace ImageFactory.Sample.Table;

/// <summary>A system extension.</summary>
internal sealed record ExtensionRow
{
    /// <summary>The first version that has it.</summary>
    public Version? Since { get; init; }

    /// <summary>The last version that has it.</summary>
    public Version? Until { get; init; }

    /// <summary>The package whose version it has.</summary>
    public required string VersionFrom { get; init; }

    /// <summary>The name in the manifest, where it is not that of the repository.</summary>
    public string? ManifestName { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<FileRow> Files { get; init; } = [];

    /// <summary>Packages whose libraries go to <c>usr/local/lib</c>.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Kernel modules, to which come those that they need and the small base lacks.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>A shell command that proves that it works.</summary>
    public string? Run { get; init; }

    /// <summary>The name of a shell script beside the table, in place of <see cref="Run"/>.</summary>
    public string? Script { get; init; }

    /// <summary>Whether something of it lies elsewhere in another layout.</summary>
    public bool DependsOnLayout => Modules.Count > 0 || Files.Any(file => file.To.StartsWith('$'));

    /// <summary>Whether the release has it.</summary>
    public bool IsIn(ReleaseRow release) => (Since is null || release.Number >= Since) && (Until is null || release.Number <= Until);
}
