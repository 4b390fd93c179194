using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Build;

/// <summary>Packs extensions that come from no image.</summary>
internal static class VirtualExtensions
{
    public static async Task<ExtensionSegment> PackAsync(
        VirtualExtension extension, SegmentRules rules, bool isConfidential, BlobStore blobs, CancellationToken cancellationToken)
    {
        await using var blob = await blobs.CreateAsync(isConfidential, cancellationToken);
        await using var squashfs = await SquashFsWriter.CreateAsync(rules.SquashFs(), blob, cancellationToken);
        var packed = await squashfs.FinishAsync(extension.Root, blobs, cancellationToken);
        var stored = await blob.CompleteAsync(cancellationToken);
        return new ExtensionSegment(extension.Metadata, packed.Map(stored.Digest));
    }
}
