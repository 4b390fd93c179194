namespace ImageFactory.Assets.Profiles;

/// <summary>A processor architecture that Talos is built for.</summary>
public enum Architecture
{
    /// <summary>x86-64.</summary>
    Amd64,

    /// <summary>AArch64.</summary>
    Arm64,
}
