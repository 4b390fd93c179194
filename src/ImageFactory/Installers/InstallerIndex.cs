using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Installers;

/// <summary>An index of installers with the images in it.</summary>
/// <param name="Index">The index itself.</param>
/// <param name="Images">Its images, one for each architecture.</param>
internal sealed record InstallerIndex(RegistryContent Index, IReadOnlyList<ArchivedImage> Images)
{
    /// <summary>Every digest in it; that of the index comes last.</summary>
    public IReadOnlyList<Digest> Digests => [.. Images.SelectMany(image => image.Blobs.Keys).Distinct(), Index.Digest];

    /// <summary>The index and the manifests in it, without their platforms.</summary>
    public IReadOnlyList<Descriptor> Manifests =>
    [
        new() { MediaType = Index.MediaType, Digest = Index.Digest, Size = Index.Content.Length },
        .. Images.Select(image => image.Descriptor),
    ];

    /// <summary>The index of these images.</summary>
    public static InstallerIndex Of(IReadOnlyList<ArchivedImage> images)
    {
        var document = new ImageIndex
        {
            MediaType = MediaTypes.ImageIndex,
            Manifests = [.. images.Select(image => image.Descriptor)],
        };
        var bytes = document.ToBytes();
        return new InstallerIndex(new RegistryContent(MediaTypes.ImageIndex, Digest.OfBytes(bytes), ExtentMap.OfBytes(bytes)), images);
    }

    /// <summary>What has a digest: the index, a manifest or a blob; null when nothing has.</summary>
    public RegistryContent? Find(Digest digest) => Index.Digest == digest
        ? Index
        : Images.Select(image => Find(image, digest)).FirstOrDefault(content => content is not null);

    private static RegistryContent? Find(ArchivedImage image, Digest digest)
    {
        Descriptor[] all = [image.Descriptor, image.Manifest.Config, .. image.Manifest.Layers];
        return all.FirstOrDefault(descriptor => descriptor.Digest == digest) is { } found
            ? new RegistryContent(found.MediaType, digest, image.Blobs[digest])
            : null;
    }
}
