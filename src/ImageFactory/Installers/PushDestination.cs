using System.Diagnostics.CodeAnalysis;
using ImageFactory.Oci;
using ImageFactory.Oci.Client;

namespace ImageFactory.Installers;

/// <summary>Where an installer is pushed to: <c>[http://]registry/repository[:tag]</c>, without TLS only where the scheme says so.</summary>
/// <param name="Endpoint">The registry.</param>
/// <param name="CredentialHost">The host under which its credentials are kept.</param>
/// <param name="Host">The host as it is written in references.</param>
/// <param name="Name">Repository and tag.</param>
internal sealed record PushDestination(RegistryEndpoint Endpoint, string CredentialHost, string Host, Reference Name)
{
    private const string WithoutTls = "http://";
    private const string DockerHub = "docker.io";

    // Docker Hub has one name in references, another one for its registry, and a third in the configuration of Docker.
    private const string DockerHubRegistry = "registry-1.docker.io";
    private const string DockerHubCredentials = "index.docker.io";

    /// <summary>Reads a destination; one without a tag gets <paramref name="tag"/>. False when the text is none.</summary>
    public static bool TryParse(string text, string tag, [NotNullWhen(true)] out PushDestination? destination)
    {
        destination = null;
        var hasScheme = text.StartsWith(WithoutTls, StringComparison.Ordinal);
        var name = hasScheme ? text[WithoutTls.Length..] : text;
        if ((!Reference.TryParse(name, out var reference) && !Reference.TryParse($"{name}:{tag}", out reference))
            || reference is not { Host: { } host, Tag: { } wanted, Digest: null })
        {
            return false;
        }

        var isHub = string.Equals(host, DockerHub, StringComparison.Ordinal);
        destination = new PushDestination(
            RegistryEndpoint.Parse((hasScheme ? WithoutTls : "https://") + (isHub ? DockerHubRegistry : host)),
            isHub ? DockerHubCredentials : host,
            host,
            Reference.ToTag(reference.Repository, wanted));
        return true;
    }

    /// <summary>The name without a tag, as it is written in references.</summary>
    public override string ToString() => $"{Host}/{Name.Repository}";
}
