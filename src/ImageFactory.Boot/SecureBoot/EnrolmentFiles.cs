using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>The three files by which firmware in setup mode, or systemd-boot for it, takes keys over.</summary>
/// <param name="PlatformKey"><c>PK.auth</c></param>
/// <param name="KeyExchangeKeys"><c>KEK.auth</c></param>
/// <param name="Database"><c>db.auth</c></param>
public sealed record EnrolmentFiles(byte[] PlatformKey, byte[] KeyExchangeKeys, byte[] Database)
{
    /// <summary>Makes the files, all signed by one key.</summary>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    public static async Task<EnrolmentFiles> SignAsync(
        EnrolmentOptions options, ISigningKey key, CancellationToken cancellationToken)
    {
        var own = new SignatureEntry(options.Owner, options.Certificate.Der);
        return new EnrolmentFiles(
            await SignAsync(SecureBootVariable.PlatformKey, [own]),
            await SignAsync(SecureBootVariable.KeyExchangeKeys, [own, .. options.KeyExchangeKeys]),
            await SignAsync(SecureBootVariable.Database, [own, .. options.Database]));

        Task<byte[]> SignAsync(SecureBootVariable variable, IEnumerable<SignatureEntry> entries) =>
            AuthenticatedVariable.SignAsync(variable, SignatureLists.Of(entries), options.Timestamp, key, cancellationToken);
    }
}
