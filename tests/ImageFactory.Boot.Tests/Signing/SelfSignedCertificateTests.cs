using System.Security.Cryptography;
using ImageFactory.Boot.Signing;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Signing;

/// <summary>openssl reads what we make.</summary>
public sealed class SelfSignedCertificateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("Version: 3")]
    [InlineData("Serial Number:\n            7f:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f")]
    [InlineData("Signature Algorithm: sha512WithRSAEncryption")]
    [InlineData("Issuer: O = test-only image key\n")]
    [InlineData("Subject: O = test-only image key\n")]
    [InlineData("Not Before: Jan  1 00:00:00 2020 GMT")]
    [InlineData("Not After : Jan  1 00:00:00 2070 GMT")]
    [InlineData("Public-Key: (2048 bit)")]
    [InlineData("X509v3 Basic Constraints: critical\n                CA:TRUE\n")]
    [InlineData("X509v3 Key Usage: critical\n                Digital Signature, Certificate Sign\n")]
    [InlineData("X509v3 Extended Key Usage: \n                Code Signing\n")]
    [InlineData("X509v3 Subject Key Identifier: \n                00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00\n")]
    public async Task Openssl_reads_the_fields(string expected)
    {
        var path = await TestKey.Image.WriteCertificateAsync(_directory);

        Assert.Contains(expected, await Tool.RunAsync("openssl", "x509", "-in", path, "-noout", "-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openssl_verifies_it_by_itself()
    {
        var path = await TestKey.Image.WriteCertificateAsync(_directory);

        await Tool.RunAsync("openssl", "verify", "-check_ss_sig", "-CAfile", path, path);
    }

    [Fact]
    public async Task Openssl_writes_the_same_text()
    {
        var path = await TestKey.Image.WriteCertificateAsync(_directory);

        Assert.Equal(TestKey.Image.Certificate.ToPem(), await Tool.RunAsync("openssl", "x509", "-in", path));
    }

    [Fact]
    public void Equal_options_give_equal_certificates()
    {
        using var rsa = RSA.Create(2048);

        var first = SelfSignedCertificate.Create(rsa, TestKey.OptionsOf("test-only"));
        var second = SelfSignedCertificate.Create(rsa, TestKey.OptionsOf("test-only"));

        Assert.Equal(first.Der.ToArray(), second.Der.ToArray());
    }

    public void Dispose() => _directory.Dispose();
}
