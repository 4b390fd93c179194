namespace ImageFactory.Assets.Versions;

/// <summary>One difference between Talos versions.</summary>
/// <param name="Name">The name of the property of <see cref="VersionRules"/> that answers it.</param>
/// <param name="Threshold">The version at which the answer changes.</param>
/// <param name="HoldsFromThreshold">True: holds at the threshold and above. False: holds below it only.</param>
/// <param name="Effect">What differs where the rule holds, in a few words.</param>
public sealed record VersionRule(string Name, TalosVersion Threshold, bool HoldsFromThreshold, string Effect)
{
    /// <summary>
    /// Whether the rule holds for a version. Pre-releases count as their release: 1.10.0-alpha.0 already is 1.10.0.
    /// </summary>
    public bool HoldsFor(TalosVersion version) => version.Release >= Threshold == HoldsFromThreshold;
}
