using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Assets.Plans;

/// <summary>The virtual extension <c>embedded-config</c>. Only its hash is shown: the text can hold the secrets of a cluster.</summary>
/// <param name="Text">The machine configuration.</param>
public sealed record PlannedConfiguration(string Text)
{
    /// <summary>SHA-256 of the text in lower-case hexadecimal.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <inheritdoc/>
    public override string ToString() => Hash;
}
