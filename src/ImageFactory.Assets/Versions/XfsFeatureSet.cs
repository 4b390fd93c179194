namespace ImageFactory.Assets.Versions;

/// <summary>What an XFS file system may use so that the kernel of a Talos version can mount it: the kernel's series.</summary>
public enum XfsFeatureSet
{
    /// <summary>Linux 6.1.</summary>
    Lts61,

    /// <summary>Linux 6.6.</summary>
    Lts66,

    /// <summary>Linux 6.12.</summary>
    Lts612,

    /// <summary>Linux 6.18.</summary>
    Lts618,
}
