using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// The signature of somebody whom a certificate authority of a <see cref="TrustedRoot"/> knew by an identity provider, and that one of
/// its logs took while the certificate was valid. Nothing is asked over the network.
/// </summary>
/// <param name="root">Authorities and logs.</param>
/// <param name="identity">The e-mail address or URI in the certificate.</param>
/// <param name="issuer">The identity provider that vouched for it.</param>
public sealed class KeylessRule(TrustedRoot root, TextRule identity, TextRule issuer) : ISignatureRule
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string IssuerExtension = "1.3.6.1.4.1.57264.1.8";
    private const string OldIssuerExtension = "1.3.6.1.4.1.57264.1.1";
    private const string AlternativeName = "2.5.29.17";

    private static readonly Asn1Tag EmailName = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    /// <inheritdoc/>
    public override string ToString() => $"by {identity}, known to {issuer}";

    string? ISignatureRule.FindFault(ImageSignature signature)
    {
        if (signature is not { Certificate: { } der, Entry: { } entry })
        {
            return "has no certificate, or no entry in a transparency log";
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            var time = DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime);
            return FindFaultOfEntry(entry, signature, time) ?? FindFaultOfChain(certificate, signature, time) ?? FindFaultOfSigner(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("A certificate of a signature is damaged.", exception);
        }
    }

    // Whether a log that is trusted took this very signature at that time.
    private string? FindFaultOfEntry(LogEntry entry, ImageSignature signature, DateTimeOffset time)
    {
        if (root.FindLog(entry.LogId.Span, time) is not { } log)
        {
            return "is in no transparency log that is trusted";
        }

        if (entry.SignedEntryTimestamp is not { } promise || !log.Verify(Encoding.UTF8.GetBytes(Promise(entry)), promise.Span))
        {
            return "has a time that its transparency log did not sign";
        }

        if (entry.Proof is { } proof
            && !(proof.Includes(entry.Body.Span) && Checkpoint.States(proof.Checkpoint, log, proof.TreeSize, proof.RootHash.Span)))
        {
            return "is not in the transparency log, as its proof shows";
        }

        return LogBody.IsAbout(entry.Body, signature) ? null : "has an entry of the transparency log that is about another one";
    }

    // What the log signs: canonical JSON (RFC 8785).
    private static string Promise(LogEntry entry) =>
        $$"""{"body":"{{Convert.ToBase64String(entry.Body.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(entry.LogId.Span)}}","logIndex":{{entry.LogIndex}}}""";

    private string? FindFaultOfChain(X509Certificate2 certificate, ImageSignature signature, DateTimeOffset time)
    {
        if (!root.Authorities.Any(authority => authority.Period.Contains(time) && IsIssued(certificate, signature.Intermediates, authority, time)))
        {
            return "has a certificate that no trusted authority issued for that time";
        }

        var key = VerificationKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        return key.Verify(signature.Content.Span, signature.Signature.Span) ? null : "does not fit to what it is about";
    }

    private static bool IsIssued(
        X509Certificate2 certificate, IReadOnlyList<ReadOnlyMemory<byte>> intermediates, TrustedRoot.Authority authority, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = time.UtcDateTime;
        policy.ApplicationPolicy.Add(new Oid(CodeSigning));
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(authority.Chain[^1].Span));
        foreach (var each in authority.Chain.SkipLast(1).Concat(intermediates))
        {
            policy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(each.Span));
        }

        return chain.Build(certificate);
    }

    private string? FindFaultOfSigner(X509Certificate2 certificate)
    {
        var names = Names(certificate);
        if (!names.Any(identity.Allows))
        {
            return $"is by {(names.Count == 0 ? "nobody" : string.Join(", ", names))}";
        }

        var provider = Issuer(certificate);
        return issuer.Allows(provider) ? null : $"is by somebody known to '{provider}'";
    }

    private static List<string> Names(X509Certificate2 certificate)
    {
        var names = new List<string>();
        if (certificate.Extensions[AlternativeName] is not { } extension)
        {
            return names;
        }

        var sequence = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (sequence.HasData)
        {
            var tag = sequence.PeekTag();
            if (tag == EmailName || tag == UriName)
            {
                names.Add(sequence.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
            else
            {
                sequence.ReadEncodedValue();
            }
        }

        return names;
    }

    private static string Issuer(X509Certificate2 certificate)
    {
        if (certificate.Extensions[IssuerExtension] is { } extension)
        {
            return new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.UTF8String);
        }

        return certificate.Extensions[OldIssuerExtension] is { } old ? Encoding.UTF8.GetString(old.RawData) : string.Empty;
    }
}
