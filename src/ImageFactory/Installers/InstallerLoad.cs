using ImageFactory.Assets;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Engines;
using ImageFactory.Oci;

namespace ImageFactory.Installers;

/// <summary>Loads the installer of an engine's own architecture into it.</summary>
internal sealed class InstallerLoad(AssetPipeline pipeline, ContainerEngine engine)
{
    /// <summary>Makes the installer and loads it; returns the name that it has in the engine.</summary>
    /// <param name="repository">The installer.</param>
    /// <param name="version">The Talos version.</param>
    /// <param name="name">A further name; null for none.</param>
    /// <param name="progress">The progress of making it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FactoryException">It cannot be made, or not for the engine's architecture.</exception>
    /// <exception cref="RegistryException">The engine refuses, or does not answer.</exception>
    public async Task<string> RunAsync(
        InstallerRepository repository, string version, Reference? name, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var own = await engine.GetArchitectureAsync(cancellationToken);
        if (!repository.Platform.Architectures.Any(known => string.Equals(known.Name(), own, StringComparison.Ordinal)))
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"The engine runs on {own}, for which there is no installer of {repository.Platform}.");
        }

        var architecture = repository.Platform.Architectures.First(known => string.Equals(known.Name(), own, StringComparison.Ordinal));
        var file = AssetName.Installer(repository.Platform, architecture, repository.SecureBoot).ToString();
        var order = await pipeline.PlanAsync(new AssetRequest(repository.SchematicId.ToString(), version, file), cancellationToken);
        using var build = pipeline.BeginBuild();
        var asset = await pipeline.GetAsync(order, progress, cancellationToken);
        await using var archive = pipeline.Open(asset.Map);
        var loaded = await engine.LoadAsync(archive, file, cancellationToken);
        if (name is null)
        {
            return loaded;
        }

        await engine.TagAsync(loaded, name, cancellationToken);
        return name.ToString();
    }
}
