using System.Globalization;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

public sealed class SignatureOwnerTests
{
    // Name-based UUIDs of Python's library, with the hash and the version exchanged.
    private const string Program =
        "import sys, uuid, hashlib; h = hashlib.sha256(uuid.NAMESPACE_X500.bytes + sys.argv[1].encode()).digest(); "
        + "print(uuid.UUID(bytes=h[:16], version=4))";

    [Fact]
    public async Task The_owner_is_a_uuid_of_the_certificates_text()
    {
        var pem = TestKey.Image.Certificate.ToPem();

        var expected = await Tool.RunAsync("python3", "-c", Program, pem);

        Assert.Equal(expected.Trim(), SignatureOwner.FromPem(pem).ToString("D", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_text_with_other_line_ends_has_another_owner()
    {
        var pem = TestKey.Image.Certificate.ToPem();

        Assert.NotEqual(SignatureOwner.FromPem(pem), SignatureOwner.FromPem(pem.ReplaceLineEndings("\r\n")));
    }
}
