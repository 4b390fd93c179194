using ImageFactory.Assets;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Endpoints;

/// <summary>The parameter <c>arch</c> of a query.</summary>
internal static class ArchitectureQuery
{
    /// <summary>The architecture of a name.</summary>
    /// <exception cref="FactoryException">It is the name of none.</exception>
    public static Architecture Of(string name) => Architectures.TryParse(name, out var architecture)
        ? architecture
        : throw new FactoryException(FactoryError.InvalidAsset, $"'{name}' is no architecture; there is amd64 and arm64.");
}
