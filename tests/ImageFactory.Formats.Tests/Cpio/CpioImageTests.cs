using System.Text;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Cpio;

public sealed class CpioImageTests
{
    private static readonly ExtentMap Hello = ExtentMap.OfBytes("hello"u8.ToArray());

    // Offset of the field in the header, its name for the reader of a failure, and its value.
    [Theory]
    [InlineData(0, "magic", "070701")]
    [InlineData(6, "inode", "00000002")]
    [InlineData(14, "mode", "000081ED")]
    [InlineData(22, "uid", "00000000")]
    [InlineData(30, "gid", "00000000")]
    [InlineData(38, "nlink", "00000001")]
    [InlineData(46, "mtime", "5CF2F53C")]
    [InlineData(54, "filesize", "00000005")]
    [InlineData(62, "dev major", "00000000")]
    [InlineData(70, "dev minor", "00000000")]
    [InlineData(78, "rdev major", "00000000")]
    [InlineData(86, "rdev minor", "00000000")]
    [InlineData(94, "namesize", "00000009")]
    [InlineData(102, "check", "00000000")]
    public async Task A_header_field_has_its_place(int offset, string field, string expected)
    {
        var layout = CpioLayout.Create(new CpioTree(
        [
            CpioEntry.Directory("bin", Octal("755"), 1),
            CpioEntry.Directory("dev", Octal("755"), 1),
            CpioEntry.File("bin/init", Octal("755"), 1559426364, Hello),
        ]));

        var bytes = await MapBytes.ReadAsync(CpioImage.Map(layout));

        var header = (int)layout.Placements[2].HeaderOffset;
        Assert.Equal(field + expected, field + Encoding.ASCII.GetString(bytes, header + offset, expected.Length));
    }

    [Fact]
    public async Task The_layout_says_where_everything_is()
    {
        var layout = CpioLayout.Create(new CpioTree([CpioEntry.File("abc", 0, 0, Hello)]));

        var bytes = await MapBytes.ReadAsync(CpioImage.Map(layout));

        Assert.Equal(116, layout.Placements[0].ContentOffset);
        Assert.Equal("hello"u8.ToArray(), bytes[116..121]);
        Assert.Equal(124, layout.TrailerOffset);
        Assert.Equal("070701"u8.ToArray(), bytes[124..130]);
        Assert.Equal(512, layout.Length);
        Assert.Equal(512, bytes.Length);
    }

    [Fact]
    public async Task An_archive_of_nothing_is_a_trailer()
    {
        var bytes = await MapBytes.ReadAsync(CpioImage.Map(CpioLayout.Create(new CpioTree([]))));

        Assert.Equal(512, bytes.Length);
        Assert.Equal(
            "070701" + new string('0', 32) + "00000001" + new string('0', 48) + "0000000B00000000TRAILER!!!",
            Encoding.ASCII.GetString(bytes, 0, 120).Replace("\0", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Content_is_shown_and_not_copied()
    {
        var blobs = new MemoryBlobs();
        var content = blobs.Add(new byte[100_000]);

        var map = CpioImage.Map(CpioLayout.Create(new CpioTree([CpioEntry.File("blob", Octal("644"), 0, content)])));

        var extent = Assert.Single(map.Extents, extent => extent.Source is BlobSource);
        Assert.Equal(100_000, extent.Length);
    }

    [Fact]
    public void The_same_tree_gives_the_same_map()
    {
        static ExtentMap Map() => CpioImage.Map(CpioLayout.Create(new CpioTree([CpioEntry.File("a", 1, 2, Hello)])));

        Assert.Equal(Map(), Map());
    }

    [Fact]
    public void A_directory_counts_its_subdirectories_as_links()
    {
        var tree = CpioTree.Sorted(new[] { "a", "a/b", "a/c", "a/c/d" }.Select(path => CpioEntry.Directory(path, Octal("755"), 0)));

        var layout = CpioLayout.Create(tree);

        Assert.Equal([4, 2, 3, 2], layout.Placements.Select(placement => placement.LinkCount));
    }

    [Fact]
    public void Sorted_entries_are_depth_first_by_the_bytes_of_their_names()
    {
        string[] expected = ["a", "a/b", "a/b/z", "a/b.c", "a-b", "a.b", "b", "z", "é", "\uFF5E", "\U0001F600"];
        var files = new HashSet<string>(["a/b/z", "a/b.c", "a-b", "a.b", "b", "z", "é", "\uFF5E", "\U0001F600"], StringComparer.Ordinal);
        var entries = expected.Select(path => files.Contains(path)
            ? CpioEntry.File(path, 0, 0, Hello)
            : CpioEntry.Directory(path, 0, 0));

        var tree = CpioTree.Sorted(entries.Reverse());

        Assert.Equal(expected, tree.Entries.Select(entry => entry.Path), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/init")]
    [InlineData("init/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("./init")]
    [InlineData("a/../b")]
    [InlineData("a\0b")]
    [InlineData("TRAILER!!!")]
    public void A_path_that_is_not_one_is_our_bug(string path) =>
        Assert.Throws<ArgumentException>(() => CpioEntry.Directory(path, 0, 0));

    [Fact]
    public void Numbers_out_of_range_are_our_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CpioEntry.Directory("a", Octal("10000"), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpioEntry.Directory("a", 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpioEntry.Directory("a", 0, 1L << 32));
    }

    [Fact]
    public void A_file_of_4_GiB_is_refused_and_one_byte_less_is_not()
    {
        var exception = Assert.Throws<ArgumentException>(() => CpioEntry.File("big", 0, 0, ExtentMap.OfZeros(1L << 32)));

        Assert.StartsWith("The file 'big' has 4294967296 bytes; a cpio archive holds", exception.Message, StringComparison.Ordinal);
        var layout = CpioLayout.Create(new CpioTree([CpioEntry.File("big", 0, 0, ExtentMap.OfZeros((1L << 32) - 1))]));
        Assert.Equal(layout.Length, CpioImage.Map(layout).Length);
    }

    [Fact]
    public void A_path_twice_is_our_bug() => Assert.Throws<ArgumentException>(
        () => new CpioTree([CpioEntry.Directory("a", 0, 0), CpioEntry.File("a", 0, 0, Hello)]));

    [Fact]
    public void A_missing_late_or_false_parent_is_our_bug()
    {
        var parent = CpioEntry.Directory("a", 0, 0);
        var child = CpioEntry.File("a/b", 0, 0, Hello);

        Assert.Throws<ArgumentException>(() => new CpioTree([child]));
        Assert.Throws<ArgumentException>(() => new CpioTree([child, parent]));
        Assert.Throws<ArgumentException>(() => new CpioTree([CpioEntry.File("a", 0, 0, Hello), child]));
    }

    [Fact]
    public void A_link_to_nowhere_is_our_bug() =>
        Assert.Throws<ArgumentException>(() => CpioEntry.SymbolicLink("a", string.Empty, 0));

    private static int Octal(string digits) => Convert.ToInt32(digits, 8);
}
