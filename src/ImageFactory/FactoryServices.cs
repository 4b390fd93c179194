using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Configuration;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;

namespace ImageFactory;

/// <summary>The composition root: server and command line build assets with the same services.</summary>
internal static class FactoryServices
{
    public static IServiceCollection AddFactory(this IServiceCollection services, FactoryOptions options)
    {
        services.AddSingleton<IContentSource>(OpenSource(options.Source));
        services.AddSingleton(_ => FileObjectStore.Open(options.Data));
        services.AddSingleton(provider => new BoundedObjectStore(
            provider.GetRequiredService<FileObjectStore>(), ByteCount.Parse(options.StoreBudget), TimeProvider.System));
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<BoundedObjectStore>());
        services.AddSingleton<BlobStore>();
        services.AddSingleton<SchematicStore>();
        services.AddSingleton(ReleaseOptionsOf(options));
        services.AddSingleton<ReleaseFiles>();
        services.AddSingleton<ReleaseSource>();
        services.AddSingleton(PlanOptionsOf(options));
        services.AddSingleton<Planner>();
        services.AddSingleton<StoredMaps>();
        services.AddSingleton<ExtensionSegments>();
        services.AddSingleton<Composer>();
        services.AddSingleton<AssetPipeline>();
        return services;
    }

    private static IContentSource OpenSource(string source)
    {
        if (Directory.Exists(source))
        {
            return new LayoutSource(source);
        }

        return RegistryEndpoint.TryParse(source, out var endpoint)
            ? RegistrySource.Create(new RegistryOptions { Endpoints = [endpoint], Credentials = DockerCredentials.Read() })
            : throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The source '{source}' is neither a directory with an OCI image layout nor a registry such as ghcr.io.");
    }

    private static ReleaseOptions ReleaseOptionsOf(FactoryOptions options) => new()
    {
        Versions = new VersionListOptions
        {
            Minimum = ReleaseSource.ParseVersion(options.MinTalosVersion),
            Broken = [.. options.BrokenTalosVersions.Select(ReleaseSource.ParseVersion)],
        },
    };

    private static PlanOptions PlanOptionsOf(FactoryOptions options) => new()
    {
        ExternalUrl = (options.ExternalUrl ?? options.Urls.Split(';')[0]).TrimEnd('/'),
        ZstdLevel = options.ZstdLevel,
        XzPreset = options.XzPreset,
        Splash = options.Splash is null ? null : ReadSplash(options.Splash),
    };

    private static byte[] ReadSplash(string path) =>
        File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new FactoryException(FactoryError.InvalidCombination, $"The splash '{path}' is not a file; expected a BMP.");
}
