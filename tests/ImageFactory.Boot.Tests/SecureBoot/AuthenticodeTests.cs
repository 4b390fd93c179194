using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

public sealed class AuthenticodeTests
{
    // Where StubFile has its optional header.
    private const int CertificateTable = 0x58 + 144;

    [Fact]
    public async Task The_same_file_and_key_give_the_same_bytes()
    {
        var first = await SignedFile.SignAsync(StubFile.Create(), TestKey.Image);
        var second = await SignedFile.SignAsync(StubFile.Create(), TestKey.Image);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_table_follows_the_padded_file()
    {
        byte[] content = [.. StubFile.Create(), 1, 2, 3];

        var signed = await SignedFile.SignAsync(content, TestKey.Image);

        var start = StubFile.Get32(signed, CertificateTable);
        Assert.Equal((uint)content.Length + 5, start);
        Assert.Equal((uint)signed.Length - start, StubFile.Get32(signed, CertificateTable + 4));
        Assert.Equal(0, signed.Length % 8);
    }

    [Fact]
    public async Task The_entry_tells_its_length_without_padding()
    {
        var signed = await SignedFile.SignAsync(StubFile.Create(), TestKey.Image);

        var entry = signed.AsSpan((int)StubFile.Get32(signed, CertificateTable));
        var length = (int)StubFile.Get32(entry, 0);
        Assert.Equal("00020200", Convert.ToHexStringLower(entry.Slice(4, 4)));
        Assert.InRange(entry.Length - length, 0, 7);

        // SEQUENCE with a length of two bytes.
        Assert.Equal(length - 8, 4 + (entry[10] << 8) + entry[11]);
    }

    [Fact]
    public async Task Only_headers_are_copied()
    {
        var blobs = new MemoryBlobs();
        var content = blobs.Add(StubFile.Create());
        var file = await PeReader.ReadAsync(content, blobs, TestContext.Current.CancellationToken);

        var signed = await Authenticode.SignAsync(file, TestKey.Image.Key, blobs, TestContext.Current.CancellationToken);

        Assert.Equal(content.Slice(0x200, 0x600), signed.Slice(0x200, 0x600));
        Assert.InRange(signed.Extents.Where(extent => extent.Source is InlineSource).Sum(extent => extent.Length), 1, 2000);
    }

    [Theory]
    [InlineData(CertificateTable, 0x900u)]
    [InlineData(CertificateTable, 0x404u)]
    [InlineData(CertificateTable + 4, 0x10u)]
    [InlineData(0x58 + 60, 0x400u)]
    [InlineData(0x58 + 60, 0x10u)]
    public async Task A_file_whose_parts_do_not_follow_each_other_is_invalid_data(int field, uint value)
    {
        var content = StubFile.Create();
        StubFile.Put32(content, field, value);

        await Assert.ThrowsAsync<InvalidDataException>(() => SignedFile.SignAsync(content, TestKey.Image));
    }

    [Fact]
    public async Task A_key_without_a_certificate_is_refused()
    {
        using var bare = TestKey.Image.WithoutCertificate();

        await Assert.ThrowsAsync<ArgumentException>(
            () => Authenticode.SignHashAsync(new byte[32], bare, TestContext.Current.CancellationToken));
    }
}
