using ImageFactory.Assets;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Installers;

/// <summary>Pushes an index of installers: what a manifest names comes before it, so that a push that ends early shows nothing.</summary>
internal sealed class InstallerPush(AssetPipeline pipeline, RegistryTarget target, PushDestination destination)
{
    private const int AtTheSameTime = 3;

    /// <summary>A repository of the same registry that may have some of the layers; null for none.</summary>
    public RepositoryName? MountFrom { get; init; }

    /// <summary>Told of each blob, how long it is, how much of it the registry has, and how it came there at the end.</summary>
    public required Func<Descriptor, IBlobProgress> Begin { get; init; }

    /// <summary>Pushes all of it.</summary>
    /// <exception cref="RegistryException">The registry refuses, or does not answer.</exception>
    /// <exception cref="InvalidDataException">The registry's answer is damaged.</exception>
    public async Task RunAsync(InstallerIndex index, CancellationToken cancellationToken)
    {
        var blobs = index.Images
            .SelectMany(image => image.Manifest.Layers.Append(image.Manifest.Config).Select(blob => (Blob: blob, Content: image.Blobs[blob.Digest])))
            .DistinctBy(each => each.Blob.Digest);
        await Parallel.ForEachAsync(
            blobs,
            new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
            async (each, cancellation) => await PushAsync(each.Blob, each.Content, cancellation));
        foreach (var image in index.Images)
        {
            await PushManifestAsync(
                Reference.ToDigest(destination.Name.Repository, image.Descriptor.Digest), MediaTypes.ImageManifest, image.Blobs[image.Descriptor.Digest], cancellationToken);
        }

        await PushManifestAsync(destination.Name, index.Index.MediaType, index.Index.Content, cancellationToken);
    }

    private async Task PushAsync(Descriptor blob, ExtentMap content, CancellationToken cancellationToken)
    {
        var progress = Begin(blob);
        var receipt = await target.PushBlobAsync(
            destination.Name.Repository, blob, () => pipeline.Open(content), MountFrom, progress, cancellationToken);
        progress.End(receipt.Outcome);
    }

    private async Task PushManifestAsync(Reference reference, string mediaType, ExtentMap content, CancellationToken cancellationToken)
    {
        await using var stream = pipeline.Open(content);
        var bytes = new byte[content.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        await target.PushManifestAsync(reference, mediaType, bytes, cancellationToken);
    }
}
