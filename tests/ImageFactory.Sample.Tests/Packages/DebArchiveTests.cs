using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Sample.Packages;

namespace ImageFactory.Sample.Tests.Packages;

public sealed class DebArchiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_data_is_found_behind_members_of_odd_length()
    {
        var package = FakePackage.Ar(("debian-binary", new byte[3]), ("control.tar.xz", new byte[5]), ("data.tar.xz", "here"u8.ToArray()));

        var (offset, length) = await FindAsync(package);

        Assert.Equal("here", Encoding.ASCII.GetString(package.AsSpan((int)offset, (int)length)));
    }

    [Fact]
    public async Task A_package_without_data_is_refused()
    {
        await AssertRefusedAsync(FakePackage.Ar(("debian-binary", new byte[4]), ("control.tar", new byte[512])));
    }

    [Fact]
    public async Task A_package_of_many_members_is_refused()
    {
        await AssertRefusedAsync(FakePackage.Ar(Enumerable.Repeat(("other", new byte[2]), 1000).Append(("data.tar", new byte[2]))));
    }

    [Theory]
    [InlineData(0, "?")] // the magic
    [InlineData(66, "?")] // the end of the first header
    [InlineData(56, "9")] // the size of the first member: longer than the file
    [InlineData(56, "-")]
    [InlineData(56, "x")]
    public async Task A_damaged_header_is_refused(int offset, string bytes)
    {
        var package = FakePackage.Ar(("debian-binary", new byte[4]), ("data.tar", new byte[4]));
        Encoding.ASCII.GetBytes(bytes).CopyTo(package, offset);

        await AssertRefusedAsync(package);
    }

    [Fact]
    public async Task A_package_cut_off_anywhere_is_refused()
    {
        var package = FakePackage.Ar(("debian-binary", new byte[4]), ("data.tar", new byte[4]));

        for (var length = 0; length < package.Length; length++)
        {
            await AssertRefusedAsync(package[..length]);
        }
    }

    private static async Task<(long Offset, long Length)> FindAsync(byte[] package)
    {
        var blobs = new MemoryBlobs();
        blobs.Add(package);
        await using var source = await blobs.OpenAsync(Digest.OfBytes(package), Token);
        return await DebArchive.FindDataAsync(source, Token);
    }

    private static async Task AssertRefusedAsync(byte[] package) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => FindAsync(package));
}
