using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Pe;

public sealed class PeImageTests
{
    private const uint Stamp = 1559424892;

    private readonly MemoryBlobs _blobs = new();

    [Theory]
    [InlineData(0x3C, "80000000")] // e_lfanew
    [InlineData(0x40, "0000000000000000")] // no DOS program
    [InlineData(0x80, "50450000")] // signature
    [InlineData(0x84, "6486")] // Machine
    [InlineData(0x86, "0400")] // NumberOfSections
    [InlineData(0x88, "7ceff25c")] // TimeDateStamp
    [InlineData(0x94, "f000")] // SizeOfOptionalHeader
    [InlineData(0x96, "2e02")] // Characteristics
    [InlineData(0x98, "0b020000")] // Magic, linker version
    [InlineData(0x9C, "00040000")] // SizeOfCode
    [InlineData(0xA0, "00160000")] // SizeOfInitializedData
    [InlineData(0xA8, "00100000")] // AddressOfEntryPoint
    [InlineData(0xB0, "0000f94d00000000")] // ImageBase
    [InlineData(0xD0, "00600000")] // SizeOfImage
    [InlineData(0xD4, "00040000")] // SizeOfHeaders
    [InlineData(0xD8, "00000000")] // CheckSum
    [InlineData(0xDC, "0a00")] // Subsystem
    [InlineData(0x104, "10000000")] // NumberOfRvaAndSizes
    [InlineData(0x188, "2e74657874000000e803000000100000000400000004000000000000000000000000000020000060")] // .text
    [InlineData(0x1B0, "2e6461746100000010000000002000000002000000080000000000000000000000000000400000c0")] // .data
    [InlineData(0x1D8, "2e6f7372656c00000500000000300000000200000" + "00a000000000000000000000000000040000040")] // .osrel
    [InlineData(0x200, "2e636d646c696e6501100000004000000012000000" + "0c0000000000000000000000000000" + "40000040")] // .cmdline
    public async Task A_header_field_has_its_value(int offset, string expected)
    {
        var image = await BuildAsync(Section(".osrel", 5), Section(".cmdline", 0x1001));

        var actual = Convert.ToHexStringLower(image.AsSpan(offset, expected.Length / 2));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Sections_keep_their_bytes_and_are_padded_with_zeros()
    {
        var image = await BuildAsync(Section(".osrel", 5));

        Assert.Equal(new string('T', 1000), Encoding.ASCII.GetString(image, 0x200, 1000));
        Assert.Equal(new string('D', 16), Encoding.ASCII.GetString(image, 0x600, 16));
        Assert.Equal("AAAAA", Encoding.ASCII.GetString(image, 0x800, 5));
        Assert.Equal(0xA00, image.Length);
        Assert.Equal(-1, image.AsSpan(0x805).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public async Task Content_is_referenced_and_not_copied()
    {
        var kernel = _blobs.Add(new byte[100_000]);
        var stub = await ReadStubAsync(StubFile.Create());

        var map = PeImage.Map(PeLayout.Create(stub, [new PeAddedSection(".linux", kernel)], Stamp));

        Assert.Contains(map.Extents, extent => extent.Source == kernel.Extents[0].Source && extent.Length == 100_000);
    }

    [Fact]
    public async Task The_size_of_the_headers_counts_the_signature()
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, 0x7C, 4);
        var added = Enumerable.Range(0, 3).Select(index => Section($".s{index}", 4)).ToArray();

        var layout = PeLayout.Create(await ReadStubAsync(stub), added, Stamp);

        Assert.Equal(0x188L + (5 * 40), layout.Sections[0].RawOffset);
    }

    [Fact]
    public async Task An_alignment_enlarges_the_section_before_and_leaves_no_gap()
    {
        var layout = PeLayout.Create(
            await ReadStubAsync(StubFile.Create()),
            [Section(".osrel", 5), Section(".linux", 3000) with { RawAlignment = 2048 }, Section(".initrd", 10) with { RawAlignment = 2048 }],
            Stamp);

        Assert.Equal(
            [(".text", 0x400u, 0x400u), (".data", 0x800u, 0x200u), (".osrel", 0xA00u, 0x600u), (".linux", 0x1000u, 0x1000u), (".initrd", 0x2000u, 0x200u)],
            layout.Sections.Select(section => (section.Name, section.RawOffset, section.RawSize)));
        Assert.Equal([5u, 3000u, 10u], layout.Sections.Skip(2).Select(section => section.VirtualSize));
    }

    [Fact]
    public async Task An_alignment_of_the_first_appended_section_enlarges_the_stubs_last()
    {
        var layout = PeLayout.Create(
            await ReadStubAsync(StubFile.Create()), [Section(".linux", 10) with { RawAlignment = 2048 }, Section(".initrd", 10)], Stamp);

        Assert.Equal((0x800u, 0x800u), (layout.Sections[1].RawOffset, layout.Sections[1].RawSize));
        Assert.Equal(0x1000u, layout.Sections[2].RawOffset);
    }

    [Fact]
    public async Task An_alignment_skips_a_section_without_data()
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, StubFile.SectionTable + 40 + 16, 0);

        var layout = PeLayout.Create(await ReadStubAsync(stub), [Section(".linux", 10) with { RawAlignment = 2048 }], Stamp);

        Assert.Equal([(0x200u, 0x600u), (0u, 0u), (0x800u, 0x200u)], layout.Sections.Select(section => (section.RawOffset, section.RawSize)));
    }

    [Fact]
    public async Task Enlarged_sections_count_in_the_size_of_initialised_data()
    {
        var image = await BuildAsync(Section(".osrel", 5), Section(".linux", 3000) with { RawAlignment = 2048 });

        Assert.Equal(0x200u + 0x600u + 0xC00u, StubFile.Get32(image, 0xA0));
    }

    [Fact]
    public async Task Equal_names_stand_side_by_side()
    {
        var image = await BuildAsync(Section(".profile", 7), Section(".profile", 9));

        var file = await ReadStubAsync(image);

        Assert.Equal([7u, 9u], file.Sections.Where(section => section.Name is ".profile").Select(section => section.VirtualSize));
        Assert.Equal(7, file.Extract(".profile")!.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".pcrpkey2")]
    [InlineData(".é")]
    [InlineData("a b")]
    public async Task An_impossible_name_is_refused(string name)
    {
        var stub = await ReadStubAsync(StubFile.Create());

        Assert.Throws<ArgumentException>(() => PeLayout.Create(stub, [Section(name, 1)], Stamp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2048)]
    [InlineData(3000)]
    public async Task An_alignment_that_is_no_power_of_two_is_refused(int alignment)
    {
        var stub = await ReadStubAsync(StubFile.Create());

        Assert.Throws<ArgumentException>(() => PeLayout.Create(stub, [Section(".linux", 1) with { RawAlignment = alignment }], Stamp));
    }

    [Fact]
    public async Task An_empty_section_is_refused()
    {
        var stub = await ReadStubAsync(StubFile.Create());

        Assert.Throws<ArgumentException>(() => PeLayout.Create(stub, [Section(".linux", 0)], Stamp));
    }

    [Fact]
    public async Task What_does_not_fit_into_4_GiB_is_refused()
    {
        var stub = await ReadStubAsync(StubFile.Create());
        var huge = new PeAddedSection(".initrd", ExtentMap.OfZeros(uint.MaxValue - 0x2FFF));

        Assert.Throws<InvalidDataException>(() => PeLayout.Create(stub, [huge], Stamp));
    }

    [Fact]
    public async Task More_headers_than_fit_below_the_first_section_are_refused()
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, StubFile.SectionTable + 12, 0x400);
        var file = await ReadStubAsync(stub);
        var added = Enumerable.Range(0, 15).Select(index => Section($".s{index}", 1)).ToArray();

        Assert.Throws<InvalidDataException>(() => PeLayout.Create(file, added, Stamp));
    }

    [Theory]
    [InlineData(0x4C, 0x800u)] // PointerToSymbolTable
    [InlineData(0x50, 1u)] // NumberOfSymbols
    [InlineData(0xC8 + 32, 0x800u)] // certificate table, address
    [InlineData(0xC8 + 36, 8u)] // certificate table, size
    [InlineData(0x7C, 0u)] // FileAlignment
    [InlineData(0x7C, 0x300u)]
    [InlineData(0x7C, 0x20000u)]
    [InlineData(0x78, 0x100u)] // SectionAlignment below FileAlignment
    [InlineData(0x78, 0x1800u)]
    [InlineData(0x78, 0x80000000u)]
    [InlineData(0x70, 0x4DF90800u)] // ImageBase
    [InlineData(StubFile.SectionTable + 8, 0u)] // VirtualSize
    [InlineData(StubFile.SectionTable + 8, 0x2000u)] // VirtualSize reaches into .data
    [InlineData(StubFile.SectionTable + 12, 0xFFFFFF00u)] // VirtualAddress
    [InlineData(StubFile.SectionTable + 16, 0x3FFu)] // SizeOfRawData
    public async Task A_stub_that_cannot_be_extended_is_refused(int offset, uint value)
    {
        var stub = StubFile.Create();
        StubFile.Put32(stub, offset, value);
        var file = await ReadStubAsync(stub);

        Assert.Throws<InvalidDataException>(() => PeLayout.Create(file, [Section(".linux", 1)], Stamp));
    }

    private static PeAddedSection Section(string name, int length) =>
        new(name, ExtentMap.OfBytes(Enumerable.Repeat((byte)'A', length).ToArray()));

    private async Task<PeFile> ReadStubAsync(byte[] stub) =>
        await PeReader.ReadAsync(_blobs.Add(stub), _blobs, TestContext.Current.CancellationToken);

    private async Task<byte[]> BuildAsync(params PeAddedSection[] added)
    {
        var layout = PeLayout.Create(await ReadStubAsync(StubFile.Create()), added, Stamp);
        var map = PeImage.Map(layout);
        Assert.Equal(layout.Length, map.Length);

        var image = new byte[map.Length];
        await using var reader = new ExtentReader(map, _blobs);
        await reader.ReadExactlyAsync(0, image, TestContext.Current.CancellationToken);
        return image;
    }
}
