namespace ImageFactory.Oci.Client;

/// <summary>The credentials for one host; a class, not a record, so that nothing prints them.</summary>
internal sealed class DockerConfigEntry
{
    /// <summary>User name, colon and password in base 64.</summary>
    public string? Auth { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Identitytoken { get; init; }

    public bool IsEmpty => string.IsNullOrEmpty(Auth) && string.IsNullOrEmpty(Username) && string.IsNullOrEmpty(Identitytoken);
}
