namespace ImageFactory.Assets.Profiles;

/// <summary>A way to start Talos for the first time.</summary>
public enum BootMethod
{
    /// <summary>From a disk image.</summary>
    Disk,

    /// <summary>From an ISO.</summary>
    Iso,

    /// <summary>From the network.</summary>
    Pxe,
}
