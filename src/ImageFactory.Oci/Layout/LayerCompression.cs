namespace ImageFactory.Oci.Layout;

/// <summary>How a layer's archive is kept.</summary>
public enum LayerCompression
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>As one gzip member.</summary>
    Gzip,
}
