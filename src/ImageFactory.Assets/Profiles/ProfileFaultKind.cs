namespace ImageFactory.Assets.Profiles;

/// <summary>How grave a fault of a profile is.</summary>
public enum ProfileFaultKind
{
    /// <summary>The asset cannot be made of this version.</summary>
    Unsupported,

    /// <summary>The asset can be made, and the reference makes it; but the platform's description says that it has no use.</summary>
    NotOffered,
}
