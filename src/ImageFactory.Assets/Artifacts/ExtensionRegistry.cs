using ImageFactory.Oci;

namespace ImageFactory.Assets.Artifacts;

/// <summary>A registry, or a part of one, whose images schematics may name as extensions.</summary>
/// <param name="Host">The host with its port, as in references.</param>
/// <param name="Namespace">The repositories that are allowed: those below this path; all when it is empty.</param>
public sealed record ExtensionRegistry(string Host, string Namespace)
{
    /// <summary>Whether the registry has the image and it is in the part that is allowed.</summary>
    public bool Allows(Reference reference) =>
        string.Equals(reference.Host, Host, StringComparison.OrdinalIgnoreCase)
        && (Namespace.Length == 0 || reference.Repository.ToString().StartsWith(Namespace + "/", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Host : $"{Host}/{Namespace}";
}
