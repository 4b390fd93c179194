namespace ImageFactory.Oci.Client;

/// <summary>One page of the tags of a repository (distribution specification, "Listing Tags").</summary>
internal sealed record TagPage
{
    // Some registries say null where a repository has lost all its tags.
    public IReadOnlyList<string?>? Tags { get; init; }
}
