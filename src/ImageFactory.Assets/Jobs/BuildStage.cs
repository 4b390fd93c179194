namespace ImageFactory.Assets.Jobs;

/// <summary>The named stages of a build, in the order in which they happen.</summary>
public enum BuildStage
{
    /// <summary>Finding out what goes in.</summary>
    Resolve,

    /// <summary>Fetching source images.</summary>
    Fetch,

    /// <summary>Making squashfs images of system extensions.</summary>
    Extensions,

    /// <summary>Putting the initramfs together.</summary>
    Initramfs,

    /// <summary>Putting the unified kernel image together.</summary>
    Uki,

    /// <summary>Signing.</summary>
    Sign,

    /// <summary>Putting the asset together.</summary>
    Compose,

    /// <summary>Compressing the asset.</summary>
    Compress,

    /// <summary>Hashing the asset.</summary>
    Hash,
}
