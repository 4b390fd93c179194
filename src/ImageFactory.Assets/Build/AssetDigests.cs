using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Build;

/// <summary>Digests of an asset's content.</summary>
/// <param name="Sha256">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Sha512">SHA-512, 128 lower-case hexadecimal digits.</param>
public sealed record AssetDigests(string Sha256, string Sha512)
{
    /// <summary>Zeros in place of digests: as long as any.</summary>
    public static AssetDigests Unknown { get; } = new(new string('0', 64), new string('0', 128));

    /// <summary>The digest that a checksum file holds, in hexadecimal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sidecar is no checksum.</exception>
    public string Of(AssetSidecar checksum) => checksum switch
    {
        AssetSidecar.Sha256 => Sha256,
        AssetSidecar.Sha512 => Sha512,
        _ => throw new ArgumentOutOfRangeException(nameof(checksum), checksum, "This is no checksum."),
    };
}
