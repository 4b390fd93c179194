using System.Buffers.Binary;
using System.Text;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// A signed new value of a variable, as <c>.auth</c> files hold it: EFI_VARIABLE_AUTHENTICATION_2 and the value (UEFI 2.10, 8.2.2
/// "Using the EFI_VARIABLE_AUTHENTICATION_2 descriptor").
/// </summary>
public static class AuthenticatedVariable
{
    private const int TimeSize = 16;

    private const int CertificateHeaderSize = 24;

    private const ushort Revision2 = 0x0200;

    // WIN_CERT_TYPE_EFI_GUID
    private const ushort TypeGuid = 0x0EF1;

    // NON_VOLATILE, BOOTSERVICE_ACCESS, RUNTIME_ACCESS, TIME_BASED_AUTHENTICATED_WRITE_ACCESS
    private const uint Attributes = 0x27;

    // EFI_CERT_TYPE_PKCS7_GUID
    private static readonly Guid Pkcs7Type = new("4aafd29d-68df-49ee-8aa9-347d375665a7");

    /// <summary>The file that sets a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">Its new value: <see cref="SignatureLists"/>.</param>
    /// <param name="timestamp">
    /// When it was made, in UTC and whole seconds; firmware takes only values that are newer than the one it has.
    /// </param>
    /// <param name="key">Who signs: a key that the firmware already trusts, or any while it has no platform key.</param>
    /// <param name="cancellationToken">Gives up waiting for the signature.</param>
    /// <exception cref="ArgumentException">The key has no certificate.</exception>
    public static async Task<byte[]> SignAsync(
        SecureBootVariable variable,
        ReadOnlyMemory<byte> value,
        DateTimeOffset timestamp,
        ISigningKey key,
        CancellationToken cancellationToken)
    {
        var time = Time(timestamp.UtcDateTime);
        var attributes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(attributes, Attributes);
        byte[] signed =
        [
            .. Encoding.Unicode.GetBytes(variable.Name), .. variable.Vendor.ToByteArray(), .. attributes, .. time, .. value.Span,
        ];
        var (certificate, signature) = await SignedData.SignAsync(key, signed, cancellationToken);
        var signedData = new SignedData
        {
            ContentType = ObjectIdentifiers.Data,
            Certificate = certificate,
            Signature = signature,
        };
        return [.. time, .. Certificate(signedData.Encode()), .. value.Span];
    }

    // EFI_TIME; the nanosecond, the time zone and the daylight saving are zero.
    private static byte[] Time(DateTime time)
    {
        var bytes = new byte[TimeSize];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)time.Year);
        bytes[2] = (byte)time.Month;
        bytes[3] = (byte)time.Day;
        bytes[4] = (byte)time.Hour;
        bytes[5] = (byte)time.Minute;
        bytes[6] = (byte)time.Second;
        return bytes;
    }

    // WIN_CERTIFICATE_UEFI_GUID
    private static byte[] Certificate(ReadOnlySpan<byte> signedData)
    {
        var certificate = new byte[CertificateHeaderSize + signedData.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(certificate, (uint)certificate.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(certificate.AsSpan(4), Revision2);
        BinaryPrimitives.WriteUInt16LittleEndian(certificate.AsSpan(6), TypeGuid);
        Pkcs7Type.TryWriteBytes(certificate.AsSpan(8));
        signedData.CopyTo(certificate.AsSpan(CertificateHeaderSize));
        return certificate;
    }
}
