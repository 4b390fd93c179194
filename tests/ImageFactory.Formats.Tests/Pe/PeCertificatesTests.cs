using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Pe;

/// <summary>What the image hash covers; whether firmware hashes the same, the judges of signed files decide.</summary>
public sealed class PeCertificatesTests
{
    private const int Checksum = 0x58 + 64;

    private const int Directory = 0x58 + 144;

    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public async Task All_but_the_fields_that_signing_changes_is_hashed()
    {
        var content = StubFile.Create();

        var hashed = (await ReadAsync(content)).Hashed;

        byte[] expected = [.. content[..Checksum], .. content[(Checksum + 4)..Directory], .. content[(Directory + 8)..]];
        Assert.Equal(expected, await BytesAsync(hashed));
    }

    [Fact]
    public async Task Bytes_behind_the_sections_are_hashed_and_padded()
    {
        var plain = await BytesAsync((await ReadAsync(StubFile.Create())).Hashed);

        var hashed = (await ReadAsync([.. StubFile.Create(), 1, 2, 3])).Hashed;

        Assert.Equal([.. plain, 1, 2, 3, 0, 0, 0, 0, 0], await BytesAsync(hashed));
    }

    [Fact]
    public async Task Sections_are_hashed_in_the_order_of_the_file()
    {
        var content = StubFile.Create();
        var swapped = StubFile.Create();
        content.AsSpan(StubFile.SectionTable, 40).CopyTo(swapped.AsSpan(StubFile.SectionTable + 40));
        content.AsSpan(StubFile.SectionTable + 40, 40).CopyTo(swapped.AsSpan(StubFile.SectionTable));

        var hashed = await BytesAsync((await ReadAsync(swapped)).Hashed);

        Assert.Equal(content[0x200..], hashed[^0x600..]);
    }

    [Fact]
    public async Task A_table_is_not_hashed_and_is_kept()
    {
        var first = await ReadAsync(StubFile.Create());
        var once = await BytesAsync(first.Append([1, 2, 3], new PeChecksum()));

        var second = await ReadAsync(once);

        Assert.Equal(await BytesAsync(first.Hashed), await BytesAsync(second.Hashed));
        Assert.Equal("0b00000000020200010203000000000000"[..32], Convert.ToHexStringLower(await BytesAsync(second.Existing)));
        var twice = await BytesAsync(second.Append([4], new PeChecksum()));
        Assert.Equal(32u, StubFile.Get32(twice, Directory + 4));
        Assert.Equal(once[^16..], twice[^32..^16]);
    }

    [Fact]
    public async Task A_gap_between_sections_is_summed_but_not_hashed()
    {
        var content = new byte[0xA00];
        StubFile.Create().AsSpan(0, 0x600).CopyTo(content);
        content.AsSpan(0x600, 0x200).Fill((byte)'g');
        content.AsSpan(0x800, 0x200).Fill((byte)'D');
        StubFile.Put32(content, StubFile.SectionTable + 40 + 20, 0x800);

        var certificates = await ReadAsync(content);

        // The hash takes what is left over to start behind as many bytes as the sections have.
        byte[] expected = [.. content[0x200..0x600], .. content[0x800..], .. content[0x800..]];
        Assert.Equal(expected, (await BytesAsync(certificates.Hashed))[^expected.Length..]);
        Assert.Equal(content[0x200..], (await BytesAsync(certificates.Summed))[^0x800..]);
    }

    private async Task<PeCertificates> ReadAsync(byte[] content) =>
        PeCertificates.Of(await PeReader.ReadAsync(_blobs.Add(content), _blobs, TestContext.Current.CancellationToken));

    private Task<byte[]> BytesAsync(ExtentMap map) => MapBytes.ReadAsync(map, _blobs);
}
