namespace ImageFactory.Oci.Bundles;

/// <summary>How a bundle is made.</summary>
public sealed record BundleOptions
{
    /// <summary>A bundle whose blobs are left out; null for none.</summary>
    public BundleManifest? Since { get; init; }

    /// <summary>
    /// Gives a Sigstore bundle with a signature over the manifest, the same whenever it is asked, so that an export can be gone on with; null
    /// for no signature.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>>? Sign { get; init; }
}
