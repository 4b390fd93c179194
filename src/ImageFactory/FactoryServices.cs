using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Configuration;
using ImageFactory.Installers;
using ImageFactory.Keys;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;

namespace ImageFactory;

/// <summary>The composition root: server and command line build assets with the same services.</summary>
internal static class FactoryServices
{
    private const long MiB = 1024 * 1024;

    public static IServiceCollection AddFactory(this IServiceCollection services, FactoryOptions options)
    {
        var source = OpenSource(options);
        var extensions = ExtensionSourceOptions.Open(options, source);
        services.AddSingleton(source);
        services.AddSingleton(_ => extensions);
        services.AddSingleton(_ => FileObjectStore.Open(options.Data));
        services.AddSingleton(provider => new BoundedObjectStore(
            provider.GetRequiredService<FileObjectStore>(), ByteCount.Parse(options.StoreBudget), TimeProvider.System));
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<BoundedObjectStore>());
        services.AddSingleton(_ => new ContentCipher(() => StoreKey.Open(options)));
        services.AddSingleton<BlobStore>();
        services.AddSingleton(new SchematicOptions { EmbeddedConfiguration = options.EmbeddedConfiguration });
        services.AddSingleton<SchematicStore>();
        services.AddSingleton(ReleaseOptionsOf(options));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new Admission(options.WorkMemory * MiB, options.WaitingMemory * MiB));
        services.AddSingleton(new JobOptions { MostPerClient = options.BuildsPerClient });
        services.AddSingleton<JobBoard>();
        services.AddSingleton<ReleaseFiles>();
        services.AddSingleton<ReleaseSource>();
        services.AddSingleton<SourceImages>();
        services.AddSingleton(PlanOptionsOf(options));
        services.AddSingleton(options);
        services.AddSingleton(provider => new OverlaySources(provider.GetRequiredService<IContentSource>(), OverlayRegistriesOf(options)));
        services.AddSingleton<ImageCaches>();
        services.AddSingleton<OverlayImages>();
        services.AddSingleton<OverlayResolver>();
        services.AddSingleton<OverlayComposer>();
        services.AddSingleton<IKeySource, KeySource>();
        services.AddSingleton<Signer>();
        services.AddSingleton<Planner>();
        services.AddSingleton<StoredMaps>();
        services.AddSingleton<ExtensionSegments>();
        services.AddSingleton<ExtensionManifests>();
        services.AddSingleton<GrubSegments>();
        services.AddSingleton<SharedSegments>();
        services.AddSingleton<InstallerComposer>();
        services.AddSingleton<ImageCompression>();
        services.AddSingleton<DiskConversion>();
        services.AddSingleton<Composer>();
        services.AddSingleton<ContentDigests>();
        services.AddSingleton<AssetPipeline>();
        services.AddSingleton<InstallerMemory>();
        services.AddSingleton<InstallerRegistry>();
        services.AddSingleton<SizeEstimates>();
        services.AddSingleton<ModelSource>();
        services.AddSingleton<SchematicReview>();
        return services;
    }

    private static IContentSource OpenSource(FactoryOptions options)
    {
        if (!IsDirectory(options))
        {
            var mirrors = options.Mirrors.Select(mirror => ParseEndpoint(mirror, "mirror", "is not"));
            var origin = ParseEndpoint(options.Source, "source", "is neither a directory with an OCI image layout nor");
            return RegistrySource.Create(new RegistryOptions { Endpoints = [.. mirrors, origin], Credentials = DockerCredentials.Read() });
        }

        return options.Mirrors.Count == 0
            ? new LayoutSource(options.Source)
            : throw new FactoryException(
                FactoryError.InvalidCombination, $"The source '{options.Source}' is a directory; mirrors go with a registry.");
    }

    private static IReadOnlyList<OverlayRegistry> OverlayRegistriesOf(FactoryOptions options) => [.. options.OverlayRegistries.Select(OverlayRegistryOf)];

    // What is allowed may be a part of a registry; images are named from its root.
    private static OverlayRegistry OverlayRegistryOf(string text)
    {
        var endpoint = ParseEndpoint(text, "registry of overlays", "is not");
        return new OverlayRegistry(
            $"{endpoint.Address.Authority}/{endpoint.Prefix}",
            RegistrySource.Create(new RegistryOptions
            {
                Endpoints = [RegistryEndpoint.Parse(endpoint.Address.GetLeftPart(UriPartial.Authority))],
                Credentials = DockerCredentials.Read(),
            }));
    }

    private static bool IsDirectory(FactoryOptions options) => Directory.Exists(options.Source);

    private static RegistryEndpoint ParseEndpoint(string text, string role, string complaint) =>
        RegistryEndpoint.TryParse(text, out var endpoint)
            ? endpoint
            // A password before an '@' is nothing for logs.
            : throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The {role} '{text[(text.LastIndexOf('@') + 1)..]}' {complaint} a registry such as ghcr.io or harbor.example/ghcr.");

    private static ReleaseOptions ReleaseOptionsOf(FactoryOptions options) => new()
    {
        Source = options.Source,
        Refresh = IsDirectory(options) ? RefreshOptions.Always : new RefreshOptions { Interval = options.RefreshInterval },
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
