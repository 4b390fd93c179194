namespace ImageFactory.Oci.Client;

/// <summary>The parts of Docker's <c>config.json</c> that say who asks.</summary>
internal sealed record DockerConfigDocument
{
    public IReadOnlyDictionary<string, DockerConfigEntry?>? Auths { get; init; }

    public IReadOnlyDictionary<string, string?>? CredHelpers { get; init; }

    public string? CredsStore { get; init; }
}
