using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets;

/// <summary>Reads the file name at the end of an asset's URL.</summary>
internal static class AssetNames
{
    /// <exception cref="FactoryException">The text names no asset, or asks for a checksum or signature.</exception>
    public static AssetName Read(string file)
    {
        if (!AssetPath.TryParse(file, out var path, out var fault))
        {
            throw new FactoryException(FactoryError.InvalidAsset, fault);
        }

        return path.Sidecar == AssetSidecar.None
            ? path.Name
            : throw new FactoryException(FactoryError.NotImplemented, $"This factory cannot serve checksums and signatures yet; {path.Name} itself it can.");
    }
}
