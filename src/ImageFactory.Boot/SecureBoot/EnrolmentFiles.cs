using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>The files by which firmware in setup mode, or systemd-boot for it, takes keys over.</summary>
/// <param name="Certificate">The certificate that they enrol.</param>
/// <param name="Variables">Platform key, key exchange keys and database, in this order.</param>
public sealed record EnrolmentFiles(SigningCertificate Certificate, IReadOnlyList<EnrolmentFile> Variables)
{
    /// <summary>Makes the files, all signed by one key.</summary>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    public static async Task<EnrolmentFiles> SignAsync(
        EnrolmentOptions options, ISigningKey key, CancellationToken cancellationToken)
    {
        var own = new SignatureEntry(options.Owner, options.Certificate.Der);
        return new EnrolmentFiles(
            options.Certificate,
            [
                await SignAsync(SecureBootVariable.PlatformKey, [own]),
                await SignAsync(SecureBootVariable.KeyExchangeKeys, [own, .. options.KeyExchangeKeys]),
                await SignAsync(SecureBootVariable.Database, [own, .. options.Database]),
            ]);

        async Task<EnrolmentFile> SignAsync(SecureBootVariable variable, IEnumerable<SignatureEntry> entries)
        {
            var lists = SignatureLists.Of(entries);
            return new EnrolmentFile(
                variable, lists, await AuthenticatedVariable.SignAsync(variable, lists, options.Timestamp, key, cancellationToken));
        }
    }
}
