using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>Finds the images of extensions.</summary>
internal static class ExtensionImages
{
    /// <summary>The image of an extension for an architecture.</summary>
    /// <exception cref="FactoryException">The schematic names the image itself, and there is none for the architecture.</exception>
    /// <exception cref="InvalidDataException">There is none for the architecture, or its documents are damaged.</exception>
    /// <exception cref="RegistryException">The source cannot answer.</exception>
    public static async Task<Image> GetAsync(
        IContentSource source, PlannedExtension extension, Architecture architecture, CancellationToken cancellationToken)
    {
        var reference = Reference.ToDigest(RepositoryName.Parse(extension.Repository), extension.Digest);
        return await Images.FindAsync(source, reference, architecture.Name(), cancellationToken) ?? throw Missing(extension, reference, architecture);
    }

    private static Exception Missing(PlannedExtension extension, Reference reference, Architecture architecture) => extension.IsPinned
        ? new FactoryException(FactoryError.InvalidCombination, $"The extension \"{extension.Name}\" has no image for {architecture.Name()}.")
        : new InvalidDataException($"There is no image {reference} for {architecture.Name()}.");
}
