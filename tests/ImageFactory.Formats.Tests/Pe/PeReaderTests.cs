using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Pe;

public sealed class PeReaderTests
{
    [Fact]
    public async Task The_section_table_is_read()
    {
        var file = await ReadAsync(StubFile.Create());

        Assert.Equal(
            [(".text", 0x1000u, 1000u, 0x200u, 0x400u), (".data", 0x2000u, 16u, 0x600u, 0x200u)],
            file.Sections.Select(section =>
                (section.Name, section.VirtualAddress, section.VirtualSize, section.RawOffset, section.RawSize)));
    }

    [Fact]
    public async Task A_section_is_extracted_without_its_padding()
    {
        var file = await ReadAsync(StubFile.Create());

        Assert.Equal(file.Content.Slice(0x600, 16), file.Extract(".data"));
    }

    [Fact]
    public async Task A_section_that_is_not_there_is_null()
    {
        var file = await ReadAsync(StubFile.Create());

        Assert.Null(file.Extract(".linux"));
    }

    [Fact]
    public async Task A_section_larger_in_memory_than_in_the_file_gives_what_the_file_has()
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, StubFile.SectionTable + 40 + 8, 0x5000);

        var file = await ReadAsync(stub);

        Assert.Equal(0x200, file.Extract(".data")!.Length);
    }

    [Fact]
    public async Task A_section_without_data_is_empty_wherever_it_is_said_to_be()
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, StubFile.SectionTable + 40 + 16, 0);
        StubFile.Put32(stub, StubFile.SectionTable + 40 + 20, uint.MaxValue);

        var file = await ReadAsync(stub);

        Assert.Equal(ExtentMap.Empty, file.Extract(".data"));
    }

    [Theory]
    [InlineData(0, "4d5b")] // DOS magic
    [InlineData(0x3C, "00000000")] // e_lfanew
    [InlineData(0x3C, "3f000000")]
    [InlineData(0x3C, "f0070000")] // headers behind the end
    [InlineData(0x3C, "ffffffff")]
    [InlineData(0x40, "4e45")] // signature
    [InlineData(0x46, "0000")] // NumberOfSections
    [InlineData(0x46, "6100")]
    [InlineData(0x46, "ffff")]
    [InlineData(0x54, "e000")] // SizeOfOptionalHeader of PE32
    [InlineData(0x58, "0b01")] // PE32
    [InlineData(0xC4, "0f000000")] // NumberOfRvaAndSizes
    [InlineData(StubFile.SectionTable + 20, "00000000")] // in the headers
    [InlineData(StubFile.SectionTable + 20, "00040000")] // reaches into .data
    [InlineData(StubFile.SectionTable + 60, "00070000")] // behind the end
    [InlineData(StubFile.SectionTable + 56, "ffffffff")]
    public async Task A_damaged_header_is_invalid_data(int offset, string value)
    {
        var stub = StubFile.Create();
        Convert.FromHexString(value).CopyTo(stub, offset);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(stub));
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_invalid_data()
    {
        var stub = StubFile.Create();

        for (var length = 0; length < stub.Length; length += 7)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(stub[..length]));
        }
    }

    [Fact]
    public async Task Any_changed_byte_is_read_laid_out_or_invalid_data()
    {
        var added = new PeAddedSection(".linux", ExtentMap.OfZeros(5000), 2048);
        var mapped = 0;
        for (var offset = 0; offset < 0x200; offset++)
        {
            foreach (var value in new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xFF })
            {
                var stub = StubFile.Create();
                stub[offset] = value;
                try
                {
                    var layout = PeLayout.Create(await ReadAsync(stub), [added], 0);
                    Assert.Equal(layout.Length, PeImage.Map(layout).Length);
                    mapped++;
                }
                catch (InvalidDataException)
                {
                    // Refused, as it should be.
                }
            }
        }

        Assert.NotEqual(0, mapped);
    }

    private static async Task<PeFile> ReadAsync(byte[] bytes)
    {
        var blobs = new MemoryBlobs();
        return await PeReader.ReadAsync(blobs.Add(bytes), blobs, TestContext.Current.CancellationToken);
    }
}
