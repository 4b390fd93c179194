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

    /// <summary>The reference's choice: one owner that follows from the certificate, and Microsoft's certificates on request.</summary>
    /// <param name="certificate">The certificate to enrol.</param>
    /// <param name="timestamp">When the files are made, in UTC and whole seconds.</param>
    /// <param name="hasWellKnown">Whether <see cref="WellKnownCertificates"/> are enrolled, too.</param>
    public static EnrolmentOptions Of(SigningCertificate certificate, DateTimeOffset timestamp, bool hasWellKnown) => new()
    {
        Certificate = certificate,
        Owner = SignatureOwner.FromPem(certificate.ToPem()),
        Timestamp = timestamp,
        KeyExchangeKeys = hasWellKnown ? WellKnownCertificates.KeyExchangeKeys : [],
        Database = hasWellKnown ? WellKnownCertificates.Database : [],
    };
}
