using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets;

/// <summary>Reads the file name at the end of an asset's URL.</summary>
internal static class AssetNames
{
    /// <exception cref="FactoryException">The text names no asset, or asks for a signature.</exception>
    public static AssetPath Read(string file)
    {
        if (!AssetPath.TryParse(file, out var path, out var fault))
        {
            throw new FactoryException(FactoryError.InvalidAsset, fault);
        }

        return path.Sidecar != AssetSidecar.Signature
            ? path
            : throw new FactoryException(FactoryError.NotImplemented, $"This factory cannot serve signatures yet; {path.Name} itself and its checksums it can.");
    }
}
