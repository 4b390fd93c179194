using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Kmod;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Build;

/// <summary>
/// The layer with the index of the kernel's modules and those of extensions: made once for each release and set of extensions with
/// modules. What the modules of a release and of an extension say about themselves is read once for each and kept.
/// </summary>
internal sealed class ModuleIndexes(StoredMaps segments, BlobStore blobs, Admission admission)
{
    // Where the modules of extensions are, they win over those of the kernel (Talos: /etc/modules.d/10-extra-modules.conf).
    private static readonly string[] Search = ["extras", ModuleTree.BuiltIn];

    /// <summary>The layer.</summary>
    /// <param name="rules">How it is packed.</param>
    /// <param name="initramfs">The release's own initramfs.</param>
    /// <param name="extensions">Extensions with modules in stacking order, and what they were planned as.</param>
    /// <exception cref="FactoryException">The initramfs is damaged, or the modules do not fit to it or together.</exception>
    public async Task<ExtensionSegment> GetAsync(
        SegmentRules rules, Artifact initramfs, IReadOnlyList<(PlannedExtension Planned, ExtensionSegment Segment)> extensions, CancellationToken cancellationToken)
    {
        var hash = rules.HashOfModuleIndex(initramfs.Digest, extensions.Select(extension => extension.Planned.Digest));
        return SegmentDocument.Read(await segments.GetOrMakeAsync(hash, MakeAsync, cancellationToken));

        async Task<NotedMap> MakeAsync(CancellationToken cancellation)
        {
            var own = await segments.GetOrMakeAsync(
                rules.HashOfBaseModules(initramfs.Digest), token => SourceErrors.ExplainAsync(() => ReadBaseAsync(rules, initramfs, token)), cancellation);
            using var place = await admission.EnterAsync(rules.Memory, cancellation);
            return await SourceErrors.ExplainAsync(() => PackAsync(rules, own.Map, extensions, cancellation));
        }
    }

    private async Task<NotedMap> PackAsync(
        SegmentRules rules, ExtentMap own, IReadOnlyList<(PlannedExtension Planned, ExtensionSegment Segment)> extensions, CancellationToken cancellationToken)
    {
        var trees = new List<KernelModules>(await ReadAsync(own, cancellationToken));
        var release = trees[0].Release;
        foreach (var (planned, segment) in extensions)
        {
            var releases = await ReadAsync(segment.Modules!, cancellationToken); // only those with modules are here
            trees.Add(releases.FirstOrDefault(tree => string.Equals(tree.Release, release, StringComparison.Ordinal))
                ?? throw new InvalidDataException(
                    $"The extension {planned.Name} has modules for the kernel {string.Join(", ", releases.Select(tree => tree.Release))}; the release has {release}."));
        }

        var index = KernelModules.Merge(trees).Index(Search);
        var extension = ModuleIndexExtension.Create(rules.ModuleDirectory, release, index, CompositionRules.Timestamp);
        return SegmentDocument.Write(await VirtualExtensions.PackAsync(extension, rules, isConfidential: false, blobs, cancellationToken));
    }

    private async Task<IReadOnlyList<KernelModules>> ReadAsync(ExtentMap document, CancellationToken cancellationToken)
    {
        await using var stream = new ExtentStream(document, blobs);
        var bytes = new byte[document.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return KernelModulesDocument.Read(bytes);
    }

    private async Task<NotedMap> ReadBaseAsync(SegmentRules rules, Artifact initramfs, CancellationToken cancellationToken)
    {
        using var place = await admission.EnterAsync(rules.Memory, cancellationToken);
        var modules = await ReleaseRoot.ReadAsync(initramfs, blobs, root => ReadRootAsync(rules, root, cancellationToken), cancellationToken);
        return NotedMap.Of((await blobs.PutBytesAsync(KernelModulesDocument.Write([modules]), cancellationToken)).ToMap());
    }

    private static async Task<KernelModules> ReadRootAsync(SegmentRules rules, SquashFsReader reader, CancellationToken cancellationToken)
    {
        var directory = reader.Find(rules.ModuleDirectory);
        var releases = directory?.Kind == SquashFsKind.Directory ? reader.List(directory) : [];
        if (releases is not [{ Inode.Kind: SquashFsKind.Directory } only])
        {
            throw new InvalidDataException($"The release's {ReleaseRoot.FileName} has {releases.Count} entries in {rules.ModuleDirectory}; expected the one of its kernel.");
        }

        var gathering = new ModuleGathering(rules.ModuleDirectory);
        foreach (var entry in reader.Walk(only.Inode).Where(entry => entry.Inode.Kind == SquashFsKind.File))
        {
            var path = $"{rules.ModuleDirectory}/{only.Path}/{entry.Path}";
            if (gathering.Wants(path))
            {
                await using var content = reader.OpenFile(entry.Inode);
                await gathering.AddAsync(path, content, cancellationToken);
            }
        }

        return gathering.Finish() is [var modules] ? modules : new KernelModules { Release = only.Path, Modules = [], Lists = [] };
    }
}
