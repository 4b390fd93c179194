using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Formats.Tests.Tar;

public sealed class TarTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_come_back_as_they_went_in()
    {
        var members = Archives.OfEverything();

        var read = await Archives.ReadAllAsync(await Archives.BytesAsync(members), new TarLimits());

        Assert.Equal(members.Select(member => member.Entry.Path), read.Select(row => row.Entry.Path));
        Assert.Equal(members.Select(member => member.Entry.Type), read.Select(row => row.Entry.Type));
        Assert.Equal(members.Select(member => member.Entry.Mode), read.Select(row => row.Entry.Mode));
        Assert.Equal(members.Select(member => member.Entry.LinkTarget), read.Select(row => row.Entry.LinkTarget));
        Assert.Equal("hello\n", Encoding.ASCII.GetString(read.Single(row => row.Entry.Path == "etc/hello").Content));
        Assert.Equal(
            "system_u:object_r:etc_t:s0\0"u8.ToArray(),
            read.Single(row => row.Entry.Path == "etc/hello").Entry.Xattrs["security.selinux"].ToArray());
    }

    [Fact]
    public void Content_is_referenced_and_not_copied()
    {
        var blob = Digest.OfBytes("big"u8);
        var member = new TarMember(Archives.File("big"), ExtentMap.OfBlob(blob, 1L << 40));

        var map = TarImage.Map([member]);

        Assert.Contains(map.Extents, extent => extent is { Source: BlobSource, Length: 1L << 40 });
        Assert.True(map.Extents.Count <= 5);
    }

    [Fact]
    public async Task The_content_of_an_entry_need_not_be_read()
    {
        using var reader = new TarReader(new MemoryStream(await Archives.BytesAsync(Archives.OfEverything())), new TarLimits());
        var count = 0;

        while (await reader.NextAsync(Cancellation) is not null)
        {
            count++;
        }

        Assert.Equal(Archives.OfEverything().Count, count);
    }

    [Theory]
    [InlineData("./a//b/./c", "a/b/c")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("./", "")]
    [InlineData("..a/b..", "..a/b..")]
    public async Task Paths_are_cleaned(string stored, string expected)
    {
        var archive = await Archives.BytesAsync([new TarMember(Archives.File(stored), ExtentMap.Empty)]);

        var read = await Archives.ReadAllAsync(archive, new TarLimits());

        Assert.Equal(expected, read.Single().Entry.Path);
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a/..")]
    public async Task Paths_that_lead_out_are_refused(string stored)
    {
        var archive = await Archives.BytesAsync([new TarMember(Archives.File(stored), ExtentMap.Empty)]);

        await Assert.ThrowsAsync<InvalidDataException>(() => Archives.ReadAllAsync(archive, new TarLimits()));
    }

    [Fact]
    public async Task Every_limit_is_a_refusal()
    {
        var archive = await Archives.BytesAsync(Archives.OfEverything());

        foreach (var limits in new[]
        {
            new TarLimits { MaxEntries = 3 },
            new TarLimits { MaxEntrySize = 2 },
            new TarLimits { MaxPathLength = 10 },
            new TarLimits { MaxExtendedHeader = 10 },
        })
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Archives.ReadAllAsync(archive, limits));
        }
    }

    [Fact]
    public async Task A_truncated_archive_is_invalid_or_shorter()
    {
        var archive = await Archives.BytesAsync(Archives.OfEverything());
        for (var length = 0; length < archive.Length; length += 97)
        {
            await Archives.ReadOrRefuseAsync(archive[..length]);
        }
    }

    [Fact]
    public async Task A_changed_byte_never_ends_in_anything_but_a_refusal()
    {
        var archive = await Archives.BytesAsync(Archives.OfEverything());
        for (var position = 0; position < archive.Length; position++)
        {
            var changed = archive.ToArray();
            changed[position] ^= (byte)(1 + (position % 255));
            await Archives.ReadOrRefuseAsync(changed);
        }
    }
}
