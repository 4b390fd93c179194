namespace ImageFactory.Assets.Versions;

/// <summary>Which versions an operator offers.</summary>
public sealed record VersionListOptions
{
    /// <summary>The oldest version that is offered.</summary>
    public TalosVersion Minimum { get; init; } = new(1, 2, 0);

    /// <summary>Versions that exist and must not be offered.</summary>
    public IReadOnlyList<TalosVersion> Broken { get; init; } = [];
}
