namespace ImageFactory.Oci.Client;

/// <summary>How a blob came into a repository.</summary>
public enum BlobOutcome
{
    /// <summary>It was there.</summary>
    Present,

    /// <summary>The registry took it from another of its repositories.</summary>
    Mounted,

    /// <summary>It was uploaded.</summary>
    Uploaded,
}
