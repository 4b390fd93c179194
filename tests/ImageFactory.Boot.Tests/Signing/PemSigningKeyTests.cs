using System.Security.Cryptography;
using ImageFactory.Boot.Signing;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Signing;

/// <summary>Keys that openssl made, and signatures that it verifies.</summary>
public sealed class PemSigningKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("BEGIN RSA PRIVATE KEY", "rsa", "-traditional")]
    [InlineData("BEGIN PRIVATE KEY", "pkcs8", "-topk8", "-nocrypt")]
    [InlineData("BEGIN ENCRYPTED PRIVATE KEY", "pkcs8", "-topk8", "-passout", "pass:secret words")]
    public async Task A_key_of_openssl_signs_what_openssl_verifies(string label, params string[] conversion)
    {
        var plain = await MakeAsync();
        var converted = _directory.Combine("converted.pem");
        await Tool.RunAsync("openssl", [.. conversion, "-in", plain, "-out", converted]);
        var pem = await File.ReadAllTextAsync(converted, TestContext.Current.CancellationToken);
        Assert.Contains(label, pem, StringComparison.Ordinal);
        using var key = PemSigningKey.Parse(pem, certificate: null, label.Contains("ENCRYPTED", StringComparison.Ordinal) ? "secret words" : null);

        var signature = await key.SignHashAsync(HashAlgorithmName.SHA384, SHA384.HashData("text"u8), TestContext.Current.CancellationToken);

        await VerifyAsync(key, signature);
    }

    [Fact]
    public async Task Openssl_reads_the_public_key()
    {
        using var key = PemSigningKey.Parse(await File.ReadAllTextAsync(await MakeAsync(), TestContext.Current.CancellationToken), null, null);

        var expected = await Tool.RunAsync("openssl", "pkey", "-in", _directory.Combine("key.pem"), "-pubout");

        Assert.Equal(expected, key.PublicKey.ToPem());
        Assert.Equal(2048, key.PublicKey.Bits);
        Assert.Equal(256, key.PublicKey.SignatureLength);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_invalid_data()
    {
        var encrypted = _directory.Combine("encrypted.pem");
        await Tool.RunAsync("openssl", "pkcs8", "-topk8", "-passout", "pass:right", "-in", await MakeAsync(), "-out", encrypted);
        var pem = await File.ReadAllTextAsync(encrypted, TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(pem, null, "not these words"));

        Assert.DoesNotContain("not these words", refusal.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(pem, null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n")]
    public void What_is_no_key_is_invalid_data(string pem)
    {
        Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(pem, null, null));
    }

    [Fact]
    public async Task A_key_of_another_algorithm_is_invalid_data()
    {
        var path = _directory.Combine("ec.pem");
        await Tool.RunAsync("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path);
        var pem = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(pem, null, null));
    }

    [Fact]
    public void A_public_key_is_invalid_data()
    {
        Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(TestKey.Image.Key.PublicKey.ToPem(), null, null));
    }

    [Fact]
    public async Task The_certificate_of_another_key_is_invalid_data()
    {
        var pem = await File.ReadAllTextAsync(await MakeAsync(), TestContext.Current.CancellationToken);

        Assert.Throws<InvalidDataException>(() => PemSigningKey.Parse(pem, TestKey.Image.Certificate.ToPem(), null));
    }

    [Fact]
    public void A_text_without_a_certificate_is_invalid_data()
    {
        Assert.Throws<InvalidDataException>(() => SigningCertificate.FromPem(TestKey.Image.Key.PublicKey.ToPem()));
        Assert.Throws<InvalidDataException>(() => SigningCertificate.FromDer([0x30, 0x00]));
    }

    [Fact]
    public void The_certificate_is_found_behind_other_texts()
    {
        var text = "a text\n" + TestKey.Image.Key.PublicKey.ToPem() + TestKey.Image.Certificate.ToPem();

        Assert.Equal(TestKey.Image.Certificate.Der.ToArray(), SigningCertificate.FromPem(text).Der.ToArray());
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> MakeAsync()
    {
        var path = _directory.Combine("key.pem");
        await Tool.RunAsync("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path);
        return path;
    }

    private async Task VerifyAsync(PemSigningKey key, byte[] signature)
    {
        var paths = new[] { "public.pem", "signature", "text" }.Select(name => _directory.Combine(name)).ToArray();
        await File.WriteAllTextAsync(paths[0], key.PublicKey.ToPem(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(paths[1], signature, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(paths[2], "text", TestContext.Current.CancellationToken);
        await Tool.RunAsync("openssl", "dgst", "-sha384", "-verify", paths[0], "-signature", paths[1], paths[2]);
    }
}
