using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets;

/// <summary>Reads the file name at the end of an asset's URL.</summary>
internal static class AssetNames
{
    /// <exception cref="FactoryException">The text names no asset.</exception>
    public static AssetPath Read(string file)
    {
        return AssetPath.TryParse(file, out var path, out var fault) ? path : throw new FactoryException(FactoryError.InvalidAsset, fault);
    }
}
