using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Build;

/// <summary>How extensions are packed; with an extension's digest it determines the bytes of its segment.</summary>
/// <param name="Architecture">The processor.</param>
/// <param name="HasUsrMerge">Whether a system has modules and firmware below <c>usr/lib</c>, or else <c>lib</c>.</param>
/// <param name="Options">How squashfs images are compressed.</param>
internal sealed record SegmentRules(Architecture Architecture, bool HasUsrMerge, SegmentOptions Options)
{
    private const string ExtensionRules = "extension-segment/2";
    private const string BaseModulesRules = "base-modules/1";
    private const string ModuleIndexRules = "module-index/1";

    /// <summary>Where a system has its firmware.</summary>
    public string FirmwareDirectory => HasUsrMerge ? "usr/lib/firmware" : "lib/firmware";

    /// <summary>Where a system has its kernel modules.</summary>
    public string ModuleDirectory => HasUsrMerge ? "usr/lib/modules" : "lib/modules";

    /// <summary>About what a thread's codec takes for blocks of 128 KiB, and the reading of the image beside it, in bytes.</summary>
    public long Memory => (Threads * (IsZstd ? 8L : 48L) * 1024 * 1024) + (32 * 1024 * 1024);

    private static int Threads => Environment.ProcessorCount;

    private bool IsZstd => string.Equals(Options.Codec, SegmentOptions.Zstd, StringComparison.Ordinal);

    public string HashOf(PlannedExtension extension) => Hash(ExtensionRules, extension.Digest.ToString(), Architecture.Name());

    public string HashOf(PlannedSchematic schematic) =>
        Hash(ExtensionRules, "schematic", schematic.Id, schematic.ExternalUrl, schematic.Document is null ? "short" : "long");

    public string HashOf(PlannedConfiguration configuration) => Hash(ExtensionRules, "embedded-config", configuration.Hash);

    /// <summary>The identity of what is known of the modules in a release's initramfs.</summary>
    public string HashOfBaseModules(Digest initramfs) => Hash(BaseModulesRules, initramfs.ToString());

    /// <summary>The identity of the index of an initramfs' modules and those of extensions, in their order.</summary>
    public string HashOfModuleIndex(Digest initramfs, IEnumerable<Digest> extensions) =>
        Hash(ModuleIndexRules, [initramfs.ToString(), .. extensions.Select(extension => extension.ToString())]);

    public SquashFsOptions SquashFs() => new()
    {
        Compressor = IsZstd ? SquashFsCompressor.Zstd : SquashFsCompressor.Xz,
        Level = Options.Level,
        ModificationTime = CompositionRules.Timestamp,
        Threads = Threads,
    };

    private string Hash(string rules, params IEnumerable<string> parts)
    {
        var text = string.Join('\n', [rules, .. parts, $"{HasUsrMerge}", $"{Options}"]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
