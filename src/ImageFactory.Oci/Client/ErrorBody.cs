namespace ImageFactory.Oci.Client;

/// <summary>How registries explain a refusal (distribution specification, "Error Codes").</summary>
internal sealed record ErrorBody
{
    public IReadOnlyList<ErrorEntry?>? Errors { get; init; }
}
