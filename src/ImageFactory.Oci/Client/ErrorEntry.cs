namespace ImageFactory.Oci.Client;

/// <summary>One reason for a refusal.</summary>
internal sealed record ErrorEntry
{
    public string? Code { get; init; }

    public string? Message { get; init; }
}
