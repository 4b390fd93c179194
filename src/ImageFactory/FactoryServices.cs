using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Assets.Versions;
using ImageFactory.Configuration;
using ImageFactory.Endpoints;
using ImageFactory.Installers;
using ImageFactory.Keys;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Upstream;

namespace ImageFactory;

/// <summary>The composition root: server and command line build assets with the same services.</summary>
internal static class FactoryServices
{
    private const long MiB = 1024 * 1024;

    /// <summary>The services of a command; the caller disposes them.</summary>
    public static ServiceProvider Create(FactoryOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFactory(options);
        return services.BuildServiceProvider();
    }

    public static IServiceCollection AddFactory(this IServiceCollection services, FactoryOptions options)
    {
        var trust = SourceTrust.Read(options);
        var source = OpenSource(options, trust);
        var extensions = ExtensionSourceOptions.Open(options, source, trust);
        services.AddSingleton(source);
        services.AddSingleton(_ => extensions);
        services.AddSingleton(_ => FileObjectStore.Open(options.Data));
        services.AddSingleton(provider => new BoundedObjectStore(
            provider.GetRequiredService<FileObjectStore>(), ByteCount.Parse(options.StoreBudget), TimeProvider.System));
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<BoundedObjectStore>());
        services.AddSingleton(_ => new ContentCipher(() => StoreKey.Open(options)));
        services.AddSingleton<BlobStore>();
        services.AddSingleton(new SchematicOptions { EmbeddedConfiguration = options.EmbeddedConfiguration });
        if (options.UpstreamFactory is { } upstream)
        {
            services.AddSingleton<ISchematicUpstream>(provider => new UpstreamFactory(new Uri(upstream), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<SchematicStore>();
        services.AddSingleton(ReleaseOptionsOf(options, trust));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new Admission(options.WorkMemory * MiB, options.WaitingMemory * MiB));
        services.AddSingleton(new JobOptions { MostPerClient = options.BuildsPerClient });
        services.AddSingleton<JobBoard>();
        services.AddSingleton<ReleaseFiles>();
        services.AddSingleton<ReleaseSource>();
        services.AddSingleton<SourceImages>();
        services.AddSingleton(PlanOptionsOf(options));
        services.AddSingleton(options);
        services.AddSingleton(provider => new OverlaySources(provider.GetRequiredService<IContentSource>(), OverlayRegistriesOf(options, trust)));
        services.AddSingleton<ImageCaches>();
        services.AddSingleton<OverlayImages>();
        services.AddSingleton<OverlayResolver>();
        services.AddSingleton<OverlayComposer>();
        services.AddSingleton<IKeySource, KeySource>();
        services.AddSingleton<SectionMemory>();
        services.AddSingleton<Signer>();
        services.AddSingleton<Measurer>();
        services.AddSingleton<ImageSigner>();
        services.AddSingleton<Planner>();
        services.AddSingleton<StoredMaps>();
        services.AddSingleton<ExtensionSizes>();
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
        services.AddSingleton<InstallerEvidence>();
        services.AddSingleton<InstallerRegistry>();
        services.AddSingleton<SizeEstimates>();
        services.AddSingleton<ModelSource>();
        services.AddSingleton<SchematicReview>();
        services.AddSingleton<SbomParts>();
        services.AddSingleton<SbomSource>();
        services.AddSingleton<MeasurementSource>();
        services.AddSingleton<AssetDocuments>();
        return services;
    }

    private static IContentSource OpenSource(FactoryOptions options, SourceTrust trust)
    {
        if (!IsDirectory(options))
        {
            var mirrors = options.Mirrors.Select(mirror => ParseEndpoint(mirror, "mirror", "is not"));
            var origin = ParseEndpoint(options.Source, "source", "is neither a directory with an OCI image layout nor");
            return trust.Guard(
                RegistrySource.Create(new RegistryOptions { Endpoints = [.. mirrors, origin], Credentials = DockerCredentials.Read() }),
                origin.Address.Authority.ToLowerInvariant());
        }

        return options.Mirrors.Count == 0
            ? trust.Guard(new LayoutSource(options.Source), host: null)
            : throw new FactoryException(
                FactoryError.InvalidCombination, $"The source '{options.Source}' is a directory; mirrors go with a registry.");
    }

    private static IReadOnlyList<OverlayRegistry> OverlayRegistriesOf(FactoryOptions options, SourceTrust trust) =>
        [.. options.OverlayRegistries.Select(text => OverlayRegistryOf(text, trust))];

    // What is allowed may be a part of a registry; images are named from its root.
    private static OverlayRegistry OverlayRegistryOf(string text, SourceTrust trust)
    {
        var endpoint = ParseEndpoint(text, "registry of overlays", "is not");
        return new OverlayRegistry(
            $"{endpoint.Address.Authority}/{endpoint.Prefix}",
            trust.Guard(
                RegistrySource.Create(new RegistryOptions
                {
                    Endpoints = [RegistryEndpoint.Parse(endpoint.Address.GetLeftPart(UriPartial.Authority))],
                    Credentials = DockerCredentials.Read(),
                }),
                endpoint.Address.Authority.ToLowerInvariant()));
    }

    private static bool IsDirectory(FactoryOptions options) => Directory.Exists(options.Source);

    private static RegistryEndpoint ParseEndpoint(string text, string role, string complaint) =>
        RegistryEndpoint.TryParse(text, out var endpoint)
            ? endpoint
            // A password before an '@' is nothing for logs.
            : throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The {role} '{text[(text.LastIndexOf('@') + 1)..]}' {complaint} a registry such as ghcr.io or harbor.example/ghcr.");

    private static ReleaseOptions ReleaseOptionsOf(FactoryOptions options, SourceTrust trust) => new()
    {
        // What was known under other rules of trust is not known.
        Source = trust.Identity.Length == 0 ? options.Source : $"{options.Source} trusted by {trust.Identity}",
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
