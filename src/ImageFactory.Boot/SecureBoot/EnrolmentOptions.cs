using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>Whose images a machine shall trust once it has taken the enrolment files.</summary>
public sealed record EnrolmentOptions
{
    /// <summary>The certificate that becomes platform key, key exchange key and entry of the database.</summary>
    public required SigningCertificate Certificate { get; init; }

    /// <summary>The owner of its entries; the reference takes <see cref="SignatureOwner.FromPem"/>.</summary>
    public required Guid Owner { get; init; }

    /// <summary>When the files are made, in UTC and whole seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Further key exchange keys, for example Microsoft's.</summary>
    public IReadOnlyList<SignatureEntry> KeyExchangeKeys { get; init; } = [];

    /// <summary>Further entries of the database, for example the authority of option ROMs.</summary>
    public IReadOnlyList<SignatureEntry> Database { get; init; } = [];
}
