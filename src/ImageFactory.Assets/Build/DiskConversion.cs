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

    // The buffers of a pass.
    private const int Memory = 4 * 1024 * 1024;

    private readonly ImageCompression _compression;
    private readonly StoredMaps _runs;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Conversions that keep what they make in these maps and blobs.</summary>
    public DiskConversion(ImageCompression compression, StoredMaps runs, BlobStore blobs, Admission admission)
    {
        _compression = compression;
        _runs = runs;
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
        var packed = await PackRunsAsync(VmdkRun.Cut(disk), plan, progress, cancellationToken);
        var vmdk = VmdkImage.Map(
            OvaImage.DiskName,
            disk,
            VmdkGrains.Join(packed.Select(run => VmdkGrains.Read(run.Note.Span))),
            ExtentMap.Concat([.. packed.Select(run => run.Map)]));
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        return OvaImage.Map(
            new OvaOptions { DiskSize = disk.Length, Time = CompositionRules.Timestamp },
            vmdk,
            await ExtentMapHash.Sha256Async(vmdk, _blobs, cancellationToken));
    }

    // Each run is packed once, and kept for all disks that have it.
    private async Task<NotedMap[]> PackRunsAsync(
        IReadOnlyList<VmdkRun> runs, BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var packed = new NotedMap[runs.Count];
        var total = runs.Sum(run => run.Content.Length);
        var done = 0L;
        var progressing = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, runs.Count, parallel, async (index, cancellation) =>
        {
            var run = runs[index];
            packed[index] = await _runs.GetOrMakeAsync(run.Hash, making => PackRunAsync(run, plan.IsConfidential, making), cancellation);
            lock (progressing)
            {
                done += run.Content.Length;
                progress.Report(new BuildProgress(BuildStage.Compress, plan.Profile.Asset.ToString(), done, total));
            }
        });
        return packed;
    }

    private async Task<NotedMap> PackRunAsync(VmdkRun run, bool isConfidential, CancellationToken cancellationToken)
    {
        using var place = await _admission.EnterAsync(VmdkRun.Memory, cancellationToken);
        await using var blob = await _blobs.CreateAsync(isConfidential, cancellationToken);
        var grains = await run.PackAsync(_blobs, blob, cancellationToken);
        return new NotedMap(grains.ToBytes(), grains.PackedLength == 0 ? ExtentMap.Empty : await CompleteAsync()) { IsConfidential = isConfidential };

        async Task<ExtentMap> CompleteAsync()
        {
            var stored = await blob.CompleteAsync(cancellationToken);
            return ExtentMap.OfBlob(stored.Digest, stored.Length);
        }
    }
}
