using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Qcow2;
using ImageFactory.Formats.Tar;
using ImageFactory.Formats.Vhd;
using ImageFactory.Formats.Vmdk;

namespace ImageFactory.Assets.Build;

/// <summary>Puts a raw disk into the format that a hypervisor or cloud takes, and compresses it. The disk stays referenced.</summary>
public sealed class DiskConversion
{
    private const string ArchivedName = "disk.raw";
    private const int ArchivedMode = 0b110_100_100;

    // Grains being packed, and the buffers of a pass.
    private const int Memory = 24 * 1024 * 1024;

    private readonly ImageCompression _compression;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Conversions that keep what they make in these blobs.</summary>
    public DiskConversion(ImageCompression compression, BlobStore blobs, Admission admission)
    {
        _compression = compression;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>The image as the plan wants it.</summary>
    /// <exception cref="FactoryException">The store cannot keep what is made, or the factory has too much to do.</exception>
    public async Task<ExtentMap> ConvertAsync(BuildPlan plan, ExtentMap disk, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var asset = plan.Profile.Asset;
        var subject = asset.ToString();
        var image = asset.DiskFormat switch
        {
            DiskFormat.Qcow2 => Qcow2Image.Map(disk),
            DiskFormat.Vhd => VhdImage.Map(disk, new VhdOptions { UniqueId = LabelGuid.Of(plan.Hash()), Time = CompositionRules.Timestamp }),
            DiskFormat.Ova => await PackAsync(disk, plan, progress, cancellationToken),
            _ => disk,
        };
        if (ConversionRules.CompressionOf(asset) is not { } options)
        {
            return image;
        }

        var content = asset.Compression is OutputCompression.TarGz ? Archive(image) : image;
        return await _compression.ComposeAsync(content, options, plan.IsConfidential, subject, progress, cancellationToken);
    }

    private static ExtentMap Archive(ExtentMap image) => SparseTarImage.Map(new TarMember(
        new TarEntry
        {
            Path = ArchivedName,
            Type = TarEntryType.File,
            Mode = ArchivedMode,
            ModificationTime = CompositionRules.Timestamp,
        },
        image));

    private async Task<ExtentMap> PackAsync(ExtentMap disk, BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new BuildProgress(BuildStage.Compress, plan.Profile.Asset.ToString(), 0, 0));
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        await using var blob = await _blobs.CreateAsync(plan.IsConfidential, cancellationToken);
        var grains = await VmdkGrains.PackAsync(disk, _blobs, blob, Environment.ProcessorCount, cancellationToken);
        var packed = grains.PackedLength == 0 ? ExtentMap.Empty : await CompleteAsync();
        var vmdk = VmdkImage.Map(OvaImage.DiskName, disk, grains, packed);
        return OvaImage.Map(
            new OvaOptions { DiskSize = disk.Length, Time = CompositionRules.Timestamp },
            vmdk,
            await ExtentMapHash.Sha256Async(vmdk, _blobs, cancellationToken));

        async Task<ExtentMap> CompleteAsync()
        {
            var stored = await blob.CompleteAsync(cancellationToken);
            return ExtentMap.OfBlob(stored.Digest, stored.Length);
        }
    }
}
