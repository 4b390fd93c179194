using Xunit.v3;

namespace ImageFactory.Testing.Firmware;

/// <summary>A boot test that every run of the suite makes: trait <c>tier=quick</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class QuickTierAttribute : Attribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("tier", "quick")];
}
