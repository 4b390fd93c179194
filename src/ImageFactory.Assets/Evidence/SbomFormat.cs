namespace ImageFactory.Assets.Evidence;

/// <summary>The form of a bill of materials.</summary>
public enum SbomFormat
{
    /// <summary>SPDX 2.3 in JSON.</summary>
    Spdx,

    /// <summary>CycloneDX 1.6 in JSON.</summary>
    CycloneDx,
}
