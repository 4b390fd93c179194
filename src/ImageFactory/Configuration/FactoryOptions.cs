using System.ComponentModel.DataAnnotations;

namespace ImageFactory.Configuration;

/// <summary>
/// What an operator configures: in a JSON file (<c>--config</c>), by environment variables with the prefix <c>IMAGEFACTORY_</c>,
/// or by options of the command line, the later winning.
/// </summary>
internal sealed class FactoryOptions
{
    /// <summary>Where Talos images come from: a directory with an OCI image layout, or a registry: <c>[http://]host[:port][/prefix]</c>.</summary>
    [Required(ErrorMessage = "No source of Talos images is configured: give --source DIR with an OCI image layout, or --source REGISTRY such as ghcr.io.")]
    public string Source { get; set; } = string.Empty;

    /// <summary>
    /// Mirrors of the registry, asked before it in this order: <c>[http://]host[:port][/prefix]</c>, for example
    /// <c>harbor.example/proxy-ghcr</c>. The first that has something gives it; one that fails or lacks it is passed over.
    /// </summary>
    public IList<string> Mirrors { get; set; } = [];

    /// <summary>
    /// Registries, or parts of them, from which overlays for boards of others are taken: <c>[http://]host[:port][/prefix]</c>, for example
    /// <c>ghcr.io/acme</c>. Their images describe in <c>overlay.yaml</c> what goes where. None by default.
    /// </summary>
    public IList<string> OverlayRegistries { get; set; } = [];

    /// <summary>
    /// Registries whose images schematics may name as extensions, beside the official ones: <c>[http://]host[:port][/namespace]</c>, for example
    /// <c>ghcr.io/acme</c>, which allows the repositories below <c>acme/</c> alone. None by default.
    /// </summary>
    public IList<string> ExtensionRegistries { get; init; } = [];

    /// <summary>Whether schematics must name the digest of an image there, because a tag may be another image tomorrow.</summary>
    public bool ExtensionDigestsRequired { get; set; }

    /// <summary>
    /// Catalogues of extensions beside the official one: images of its form, <c>[[http://]host[:port]/]repository[:tag]</c>. Without a tag
    /// each Talos version has its own; without a host they are in <see cref="Source"/>. Of equal names the official extension counts, then
    /// that of the first catalogue; the images are in the registry of their catalogue.
    /// </summary>
    public IList<string> ExtensionCatalogues { get; init; } = [];

    /// <summary>Whose signature source images must have. Without a rule none needs one, and a warning says so.</summary>
    public IList<TrustOptions> Trust { get; init; } = [];

    /// <summary>
    /// Another factory, for example <c>https://factory.talos.dev</c>: a schematic whose ID is not known here is asked of it, its hash checked, and
    /// kept; assets are built here. Its redirects are not followed. None by default.
    /// </summary>
    [RegularExpression("https?://[^/?#@]+(/[^?#@]*)?", ErrorMessage = "UpstreamFactory is not the URL of a factory; expected for example https://factory.talos.dev.")]
    public string? UpstreamFactory { get; set; }

    /// <summary>How old the list of versions, the digest of a tag and a catalogue may become before the registry is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00", ErrorMessage = "RefreshInterval is not between 00:00:10 and 7.00:00:00.")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The directory of the embedded store; by default <c>imagefactory</c> where the user's applications keep data.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Data { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "imagefactory");

    /// <summary>
    /// The most that the store keeps of what can be made again, for example <c>20GB</c>, <c>20 GiB</c> or a number of bytes; what was
    /// not used for longest is deleted first. No limit by default.
    /// </summary>
    [RegularExpression(ByteCount.Pattern, ErrorMessage = "StoreBudget is not a size; expected a number of bytes, or for example 20GB or 20GiB.")]
    public string? StoreBudget { get; set; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Urls { get; set; } = "http://localhost:8080";

    /// <summary>The URL under which clients reach this factory; it is inside every initramfs. Default: the first of the addresses.</summary>
    [Url]
    public string? ExternalUrl { get; set; }

    /// <summary>
    /// The URL that scripts for iPXE load kernel, initramfs and UKI from, for example one without TLS. Default: <see cref="ExternalUrl"/>.
    /// </summary>
    [Url]
    public string? ExternalPxeUrl { get; set; }

    /// <summary>
    /// Addresses of a second listener for firmware that knows no TLS, separated by semicolons, for example <c>http://192.168.1.10:8081</c>:
    /// HTTP/1.0 and 1.1, and only what machines boot from (<c>/pxe</c>, <c>/image</c>) and the probes. None by default.
    /// </summary>
    public string? BootUrls { get; set; }

    /// <summary>
    /// Whether the Basic credentials of a request for a script of iPXE are written into its URLs, for a reverse proxy that asks for them.
    /// They are in clear there. The factory itself asks for none.
    /// </summary>
    public bool PxeCredentials { get; set; }

    /// <summary>A BMP file that UKIs show while they boot; none by default.</summary>
    public string? Splash { get; set; }

    /// <summary>The oldest Talos version that is listed.</summary>
    [Required(AllowEmptyStrings = false)]
    public string MinTalosVersion { get; set; } = "1.2.0";

    /// <summary>Versions that are not listed because they are known to be broken.</summary>
    public IList<string> BrokenTalosVersions { get; init; } = [];

    /// <summary>What is logged: this level and graver ones.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>
    /// Level of zstd for squashfs images of extensions (Talos 1.8 and newer), 1 to 19. Measured on 120 MB: level 4 takes half of the
    /// time of level 6, and its result is 5 % larger; level 6 takes a ninth of level 15, and its result is 5 % larger again.
    /// </summary>
    [Range(1, 19)]
    public int ZstdLevel { get; set; } = 4;

    /// <summary>
    /// Preset of xz for squashfs images of extensions (Talos before 1.8), 0 to 9. Measured on 50 MB: preset 3 takes a third of the time
    /// of preset 6, and its result is 5 % larger.
    /// </summary>
    [Range(0, 9)]
    public int XzPreset { get; set; } = 3;

    /// <summary>Memory of all compression and hashing at the same time, in MiB.</summary>
    [Range(64, 1024 * 1024)]
    public int WorkMemory { get; set; } = 192;

    /// <summary>Memory of all compression and hashing that may wait for its turn, in MiB; more is answered with 503.</summary>
    [Range(64, 1024 * 1024)]
    public int WaitingMemory { get; set; } = 16 * 1024;

    /// <summary>The most builds that one client may have under way.</summary>
    [Range(1, 1024)]
    public int BuildsPerClient { get; set; } = 32;

    /// <summary>The most new schematics that one client may store in an hour.</summary>
    [Range(1, int.MaxValue)]
    public int SchematicsPerClient { get; set; } = 1000;

    /// <summary>
    /// Whether schematics may embed machine configuration, which can hold the secrets of a cluster. There is no authentication: whoever
    /// knows the ID of a schematic, which is in URLs and on nodes, can download it and its assets. <c>imagefactory build</c> always may.
    /// </summary>
    public bool EmbeddedConfiguration { get; set; }

    /// <summary>
    /// A file with the key that encrypts machine configuration in the store: 32 bytes in Base64, as <c>openssl rand -base64 32</c> makes
    /// them. By default one in the data directory, made when it is first needed.
    /// </summary>
    public string? EncryptionKeyFile { get; set; }

    /// <summary>Networks of reverse proxies in CIDR notation, for example 10.0.0.0/8, which are believed when they say for whom they ask.</summary>
    public IList<string> TrustedProxies { get; init; } = [];

    /// <summary>The key with which the factory signs assets and installers for cosign.</summary>
    public ImageSigningOptions ImageSigning { get; init; } = new();

    /// <summary>The keys with which SecureBoot images are signed.</summary>
    public SecureBootOptions SecureBoot { get; init; } = new();
}
