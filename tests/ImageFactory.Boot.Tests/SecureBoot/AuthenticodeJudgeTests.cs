using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Signing;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>sbsigntool, pesign, osslsigncode and openssl read signed copies of the installed systemd-boot.</summary>
public sealed partial class AuthenticodeJudgeTests : IDisposable
{
    private const string InstalledLoader = "/usr/lib/systemd/boot/efi/systemd-bootx64.efi";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Sbverify_trusts_the_boot_loader()
    {
        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, await SignAsync(), TestKey.Image)).Output);
    }

    [Fact]
    public async Task Sbverify_does_not_trust_another_key()
    {
        Assert.Equal(SignedFile.Refused, (await SignedFile.VerifyAsync(_directory, await SignAsync(), TestKey.Policy)).Output);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x600)]
    [InlineData(0x1E600)]
    public async Task Sbverify_notices_a_changed_byte(int offset)
    {
        var signed = await SignAsync();

        signed[offset] ^= 1;

        Assert.Equal(SignedFile.Refused, (await SignedFile.VerifyAsync(_directory, signed, TestKey.Image)).Output);
    }

    [Fact]
    public async Task Sbverify_trusts_either_of_two_signatures()
    {
        var twice = await SignedFile.SignAsync(await SignAsync(), TestKey.Policy);

        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, twice, TestKey.Image)).Output);
        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, twice, TestKey.Policy)).Output);
    }

    [Fact]
    public async Task Sbverify_trusts_a_second_signature_by_sbsign()
    {
        var path = await SignedFile.WriteAsync(_directory, "loader.efi", await SignAsync());
        var output = _directory.Combine("twice.efi");
        await Tool.RunAsync(
            "sbsign", "--key", await TestKey.Policy.WriteKeyAsync(_directory), "--cert", await TestKey.Policy.WriteCertificateAsync(_directory),
            "--output", output, path);

        var twice = await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);

        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, twice, TestKey.Image)).Output);
    }

    [Fact]
    public async Task Pesign_calculates_the_signed_hash()
    {
        var path = await SignedFile.WriteAsync(_directory, "loader.efi", await SignAsync());

        var calculated = await Tool.RunAsync("pesign", "--hash", "--digest_type=sha256", "--in=" + path);
        var signed = await Tool.TryRunAsync("osslsigncode", "verify", "-CAfile", await TestKey.Image.WriteCertificateAsync(_directory), path);

        Assert.Contains(Sha256().Match(calculated).Value, signed.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Message digest algorithm  : SHA256", signed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Osslsigncode_calculates_the_checksum()
    {
        var path = await SignedFile.WriteAsync(_directory, "loader.efi", await SignAsync());

        var result = await Tool.TryRunAsync("osslsigncode", "verify", "-CAfile", await TestKey.Image.WriteCertificateAsync(_directory), path);

        Assert.Contains("PE checksum", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MISMATCH", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("checksum   : 00000000", result.Output, StringComparison.Ordinal);
    }

    // The reference's keys are for TLS by their certificates. Firmware asks OpenSSL for a signature for any purpose.
    [Fact]
    public async Task Openssl_verifies_a_key_of_the_reference_for_any_purpose()
    {
        var (key, certificate) = (_directory.Combine("tls-key.pem"), _directory.Combine("tls-certificate.pem"));
        await Tool.RunAsync(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha512", "-days", "1000", "-subj", "/O=test-only",
            "-addext", "keyUsage=critical,digitalSignature,keyCertSign", "-addext", "extendedKeyUsage=serverAuth,clientAuth",
            "-keyout", key, "-out", certificate);
        using var signer = PemSigningKey.Parse(
            await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(certificate, TestContext.Current.CancellationToken),
            passphrase: null);

        var signature = await Authenticode.SignHashAsync(SHA256.HashData("image"u8), signer, TestContext.Current.CancellationToken);

        await Tool.RunAsync(
            "openssl", "smime", "-verify", "-binary", "-inform", "DER", "-purpose", "any", "-CAfile", certificate,
            "-in", await SignedFile.WriteAsync(_directory, "signature", signature),
            "-content", await SignedFile.WriteAsync(_directory, "content", ContentOf(signature)),
            "-out", "/dev/null");
    }

    [Fact]
    public async Task Openssl_finds_the_certificate()
    {
        var path = await SignedFile.WriteAsync(_directory, "loader.efi", await SignAsync());
        var signature = _directory.Combine("signature");
        await Tool.RunAsync("sbattach", "--detach", signature, path);

        var certificates = await Tool.RunAsync("openssl", "pkcs7", "-inform", "DER", "-in", signature, "-print_certs");

        Assert.Contains(TestKey.Image.Certificate.ToPem(), certificates, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<byte[]> SignAsync()
    {
        Tool.Require(InstalledLoader);
        return await SignedFile.SignAsync(await File.ReadAllBytesAsync(InstalledLoader, TestContext.Current.CancellationToken), TestKey.Image);
    }

    // The octets inside the SEQUENCE that follows the content's type; both lengths take one byte.
    private static byte[] ContentOf(byte[] signature)
    {
        var type = Convert.FromHexString("060a2b060104018237020104");
        var start = signature.AsSpan().IndexOf(type) + type.Length + 4;
        return signature.AsSpan(start, signature[start - 1]).ToArray();
    }

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();
}
