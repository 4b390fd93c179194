using ImageFactory.Oci;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The repositories in which a source keeps the images of a release; each is tagged with the version.</summary>
public sealed record ReleaseRepositories
{
    /// <summary>Kernel, base initramfs, boot loaders. Its tags are the versions that there are.</summary>
    public RepositoryName Imager { get; init; } = RepositoryName.Parse("siderolabs/imager");

    /// <summary>The catalogue of system extensions.</summary>
    public RepositoryName Extensions { get; init; } = RepositoryName.Parse("siderolabs/extensions");

    /// <summary>The catalogue of overlays.</summary>
    public RepositoryName Overlays { get; init; } = RepositoryName.Parse("siderolabs/overlays");

    /// <summary>Installers before Talos 1.10.</summary>
    public RepositoryName Installer { get; init; } = RepositoryName.Parse("siderolabs/installer");

    /// <summary>What installers are made from since Talos 1.10.</summary>
    public RepositoryName InstallerBase { get; init; } = RepositoryName.Parse("siderolabs/installer-base");

    /// <summary>The programs with which people talk to Talos, for every system that they run on.</summary>
    public RepositoryName TalosctlAll { get; init; } = RepositoryName.Parse("siderolabs/talosctl-all");

    /// <summary>All of them.</summary>
    internal IReadOnlyList<RepositoryName> All => [Imager, Extensions, Overlays, Installer, InstallerBase, TalosctlAll];
}
