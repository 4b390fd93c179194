using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Gpt;

public sealed class GptImageTests
{
    // 64 MiB: 131072 sectors of 512 bytes.
    [Theory]
    [InlineData(446, "00000200EEFFFFFF01000000FFFF0100")] // protective record
    [InlineData(462, "000000000000000000000000000000000000")]
    [InlineData(510, "55AA")]
    [InlineData(512, "4546492050415254")] // "EFI PART"
    [InlineData(520, "00000100")] // revision
    [InlineData(524, "5C000000")] // header size
    [InlineData(532, "00000000")] // reserved
    [InlineData(536, "0100000000000000")] // this header
    [InlineData(544, "FFFF010000000000")] // the other one
    [InlineData(552, "0008000000000000")] // first usable sector: 2048, not 34
    [InlineData(560, "DEFF010000000000")] // last usable sector: 131038
    [InlineData(568, "33221100554477668899AABBCCDDEEFF")] // disk GUID
    [InlineData(584, "0200000000000000")] // entries
    [InlineData(592, "8000000080000000")] // 128 of 128 bytes
    [InlineData(604, "0000000000000000")] // behind the header
    [InlineData(1024, "28732AC11FF8D211BA4B00A0C93EC93B")] // type
    [InlineData(1040, "01000000000000000000000000000000")] // GUID
    [InlineData(1056, "0008000000000000" + "FF17000000000000")] // sectors 2048 to 6143
    [InlineData(1072, "0000000000000000")] // attributes
    [InlineData(1080, "450046004900" + "0000")] // name
    [InlineData(1152 + 32, "0018000000000000" + "0218000000000000")] // 3 sectors at 6144
    [InlineData(1152 + 48, "0400000000000000")]
    [InlineData(1152 + 56, "67007200F600DF006500")]
    [InlineData(1280 + 32, "0020000000000000" + "FFF7010000000000")] // sectors 8192 to 129023
    [InlineData(1408, "0000000000000000")] // unused entry
    public async Task Tables_have_their_fields(int offset, string expected)
    {
        var image = GptImage.Map(SampleGpt.Layout(), SampleGpt.Contents);

        Assert.Equal(expected, Convert.ToHexString(await MapBytes.ReadAsync(image.Slice(offset, expected.Length / 2))));
    }

    [Theory]
    [InlineData(512, 24, "FFFF010000000000" + "0100000000000000")]
    [InlineData(512, 72, "DFFF010000000000")]
    [InlineData(4096, 24, "FF3F000000000000" + "0100000000000000")]
    [InlineData(4096, 40, "0001000000000000" + "FA3F000000000000")]
    [InlineData(4096, 72, "FB3F000000000000")]
    public async Task The_backup_header_is_the_last_sector(int sectorSize, int offset, string expected)
    {
        var image = GptImage.Map(SampleGpt.Layout(sectorSize), SampleGpt.Contents);

        var header = await MapBytes.ReadAsync(image.Slice(image.Length - sectorSize, sectorSize));

        Assert.Equal(expected, Convert.ToHexString(header.AsSpan(offset, expected.Length / 2)));
        Assert.DoesNotContain(header[92..], value => value != 0);
    }

    [Theory]
    [InlineData(512, 0, 1024, 2048)]
    [InlineData(512, 100, (2 + 100) * 512, 2048)]
    [InlineData(512, 2014, (2 + 2014) * 512, 2048)]
    [InlineData(512, 2015, (2 + 2015) * 512, 4096)]
    [InlineData(4096, 0, 8192, 256)]
    [InlineData(4096, 250, (2 + 250) * 4096, 256)]
    [InlineData(4096, 251, (2 + 251) * 4096, 512)]
    public async Task Skipped_sectors_lie_before_the_entries(int sectorSize, long skipped, long entries, long firstSector)
    {
        var layout = SampleGpt.Layout(sectorSize, skipped);
        var image = GptImage.Map(layout, SampleGpt.Contents);

        Assert.Equal(firstSector, layout.Placements[0].FirstSector);
        Assert.Equal(
            "28732AC11FF8D211BA4B00A0C93EC93B", Convert.ToHexString(await MapBytes.ReadAsync(image.Slice(entries, 16))));
        Assert.Equal(
            (entries / sectorSize).ToString(CultureInfo.InvariantCulture),
            BitConverter.ToInt64(await MapBytes.ReadAsync(image.Slice(sectorSize + 72, 8))).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_partition_starts_with_its_content_and_goes_on_with_zeros()
    {
        var layout = SampleGpt.Layout();
        var content = ExtentMap.OfBytes("hello"u8.ToArray());

        var image = GptImage.Map(layout, SampleGpt.Contents with { Partitions = [ExtentMap.Empty, content, ExtentMap.Empty] });

        Assert.Equal("hello\0", Encoding.ASCII.GetString(await MapBytes.ReadAsync(image.Slice(layout.Placements[1].Offset, 6))));
    }

    [Fact]
    public async Task Boot_code_leaves_the_partition_records_alone()
    {
        var code = new byte[446];
        Array.Fill(code, (byte)0x90);

        var sector = await MapBytes.ReadAsync(
            GptImage.Map(SampleGpt.Layout(), SampleGpt.Contents with { BootCode = code }).Slice(0, 512));

        Assert.Equal(code, sector[..446]);
        Assert.Equal("00000200EE", Convert.ToHexString(sector.AsSpan(446, 5)));
    }

    [Fact]
    public async Task Firmware_lies_where_a_board_expects_it()
    {
        var firmware = new GptRegion(32768, ExtentMap.OfBytes("loader"u8.ToArray()));

        var image = GptImage.Map(SampleGpt.Layout(skippedSectors: 1000), SampleGpt.Contents with { Regions = [firmware] });

        Assert.Equal("loader"u8.ToArray(), await MapBytes.ReadAsync(image.Slice(32768, 6)));
    }

    [Fact]
    public async Task The_protective_record_of_a_large_disk_covers_what_it_can()
    {
        var layout = GptLayout.Create(SampleGpt.Options() with { Size = 3L << 40 }, []);

        var image = GptImage.Map(layout, new GptContents { Partitions = [] });

        Assert.Equal("FFFFFFFF", Convert.ToHexString(await MapBytes.ReadAsync(image.Slice(458, 4))));
        Assert.Equal(3L << 40, image.Length);
    }
}
