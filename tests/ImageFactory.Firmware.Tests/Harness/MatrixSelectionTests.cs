using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Harness;

public sealed class MatrixSelectionTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 300).Select(number => $"Cell(number: {number})")];

    [Theory]
    [InlineData("off", 0)]
    [InlineData("", 0)]
    [InlineData("all", 300)]
    [InlineData("1/1", 300)]
    public void All_and_off_take_everything_and_nothing(string text, int expected)
    {
        var selection = MatrixSelection.Parse(text);

        Assert.Equal(expected, Names.Count(selection.Takes));
    }

    [Fact]
    public void Parts_are_disjoint_and_together_everything()
    {
        var parts = Enumerable.Range(1, 3).Select(part => MatrixSelection.Parse($"{part}/3")).ToArray();

        Assert.All(Names, name => Assert.Single(parts, part => part.Takes(name)));
        Assert.All(parts, part => Assert.InRange(Names.Count(part.Takes), 70, 130));
    }

    [Theory]
    [InlineData("Iso_boots(arch: amd64)", 2)]
    [InlineData("Disk_boots(arch: amd64)", 1)]
    public void A_name_falls_into_the_same_part_in_every_process(string name, int part)
    {
        Assert.True(MatrixSelection.Parse($"{part}/3").Takes(name));
    }

    [Theory]
    [InlineData("on")]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("-1/3")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => MatrixSelection.Parse(text));
    }
}
