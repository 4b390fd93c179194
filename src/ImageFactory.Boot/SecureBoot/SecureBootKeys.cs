using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>The keys of SecureBoot images.</summary>
public sealed record SecureBootKeys
{
    /// <summary>A pair of keys.</summary>
    /// <param name="image">The key that firmware trusts, with its certificate.</param>
    /// <param name="policy">The key that disks are sealed to.</param>
    /// <exception cref="ArgumentException">The image key has no certificate.</exception>
    public SecureBootKeys(ISigningKey image, ISigningKey policy)
    {
        Image = image;
        Policy = policy;
        Certificate = image.Certificate ?? throw new ArgumentException("The image key has no certificate.", nameof(image));
    }

    /// <summary>The key that firmware trusts.</summary>
    public ISigningKey Image { get; }

    /// <summary>The key that disks are sealed to.</summary>
    public ISigningKey Policy { get; }

    /// <summary>The image key's certificate.</summary>
    public SigningCertificate Certificate { get; }
}
