using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Models;

/// <summary>
/// How long assets will be: exactly where the plan tells it, else from what goes in, as far as it is known without fetching a release. What
/// goes in is compressed already, so that no compression changes much.
/// </summary>
public sealed class SizeEstimates
{
    private const long Mebibyte = 1024 * 1024;
    private const int VhdFooter = 512;

    // Tables, signatures, and a boot loader's own modules; and the smallest FAT32 that there is.
    private const long IsoOverhead = 11 * Mebibyte;
    private const long SmallestIso = 35 * Mebibyte;
    private const long DiskOverhead = 3 * Mebibyte;

    private readonly ReleaseFiles _files;
    private readonly ExtensionSegments _extensions;

    /// <summary>Estimates from what these know.</summary>
    public SizeEstimates(ReleaseFiles files, ExtensionSegments extensions)
    {
        _files = files;
        _extensions = extensions;
    }

    /// <summary>The length of a plan's asset; null when nobody can tell.</summary>
    public async Task<ModelSize?> OfAsync(BuildPlan plan, CancellationToken cancellationToken) => plan switch
    {
        { Profile.Asset.Kind: OutputKind.Cmdline, CommandLine: { } text } => new ModelSize(Encoding.UTF8.GetByteCount(text), IsExact: true),
        { Profile.Asset: { DiskFormat: DiskFormat.Raw, Compression: OutputCompression.None }, Disk: { } disk } =>
            new ModelSize(disk.Options.Size, IsExact: true),
        { Profile.Asset: { DiskFormat: DiskFormat.Vhd, Compression: OutputCompression.None }, Disk: { } disk } =>
            new ModelSize(disk.Options.Size + VhdFooter, IsExact: true),
        { Artifacts: { } artifacts } when await _files.FindAsync(artifacts.Image, plan.Profile.Asset.Architecture, cancellationToken) is { } files =>
            await OfAsync(plan, files, cancellationToken),
        _ => null,
    };

    private async Task<ModelSize?> OfAsync(
        BuildPlan plan, IReadOnlyDictionary<ArtifactRole, Artifact> files, CancellationToken cancellationToken)
    {
        var kernel = Length(ArtifactRole.Kernel);
        if (plan.Installer is not null)
        {
            // Its other layers are the source's.
            return null;
        }

        if (plan.Extensions is not { } extensions)
        {
            return new ModelSize(kernel, IsExact: true);
        }

        if (await FindLengthAsync(plan.Profile, extensions, cancellationToken) is not { } added)
        {
            return null;
        }

        var initramfs = Length(ArtifactRole.Initramfs) + added;
        var uki = kernel + initramfs + Length(ArtifactRole.Stub);
        var parts = (plan.Uki is null ? 0 : uki + Length(ArtifactRole.BootLoader)) + (plan.Grub is null ? 0 : kernel + initramfs);
        return new ModelSize(
            plan.Profile.Asset.Kind switch
            {
                OutputKind.Initramfs => initramfs,
                OutputKind.Uki => uki,
                OutputKind.Iso => Math.Max(uki + Length(ArtifactRole.BootLoader) + IsoOverhead, SmallestIso),
                _ => parts + DiskOverhead,
            },
            IsExact: false);

        long Length(ArtifactRole role) => files.GetValueOrDefault(role)?.Length ?? 0;
    }

    // An estimate is not worth an error: it comes back with the registry.
    private async Task<long?> FindLengthAsync(Profile profile, PlannedExtensions extensions, CancellationToken cancellationToken)
    {
        try
        {
            return await _extensions.FindLengthAsync(profile, extensions, cancellationToken);
        }
        catch (FactoryException exception) when (exception.Error == FactoryError.SourceUnavailable)
        {
            return null;
        }
    }
}
