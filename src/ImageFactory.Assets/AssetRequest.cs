using ImageFactory.Assets.Caches;

namespace ImageFactory.Assets;

/// <summary>An asset as clients ask for it.</summary>
/// <param name="SchematicId">The schematic's ID, 64 hexadecimal digits.</param>
/// <param name="Version">The Talos version, with or without <c>v</c>.</param>
/// <param name="File">The file name, for example <c>metal-amd64-uki.efi</c>.</param>
public sealed record AssetRequest(string SchematicId, string Version, string File)
{
    /// <summary>The container images that go along on the medium; null without.</summary>
    public ImageCache? ImageCache { get; init; }
}
