namespace ImageFactory.Assets.Models;

/// <summary>Whether an asset can be had at once.</summary>
public enum ModelState
{
    /// <summary>It was made before.</summary>
    Ready,

    /// <summary>It is being made.</summary>
    Building,

    /// <summary>It is made when it is asked for.</summary>
    OnDemand,

    /// <summary>The schematic or the version cannot have it.</summary>
    Unavailable,
}
