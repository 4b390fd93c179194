using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Oci.Bundles;

/// <summary>What must vouch for a bundle; nothing by default.</summary>
public sealed record BundleTrust
{
    /// <summary>The digest that its manifest must have; null for any.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The key that must have signed its manifest; null for none.</summary>
    public VerificationKey? Key { get; init; }
}
