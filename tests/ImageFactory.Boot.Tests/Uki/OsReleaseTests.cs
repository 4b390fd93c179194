using System.Text;
using ImageFactory.Boot.Uki;

namespace ImageFactory.Boot.Tests.Uki;

public sealed class OsReleaseTests
{
    [Fact]
    public void The_file_has_eight_lines()
    {
        var text = Encoding.UTF8.GetString(new OsRelease("Talos New", "v1.0.0").ToBytes());

        Assert.Equal(
            "NAME=\"Talos New\"\nID=talos_new\nVERSION_ID=v1.0.0\nPRETTY_NAME=\"Talos New (v1.0.0)\"\n"
            + "HOME_URL=\"https://www.talos.dev/\"\nBUG_REPORT_URL=\"https://github.com/siderolabs/talos/issues\"\n"
            + "VENDOR_NAME=\"Sidero Labs\"\nVENDOR_URL=\"https://www.siderolabs.com/\"\n",
            text);
    }

    [Theory]
    [InlineData("Talos", "v1\nX=y")]
    [InlineData("Talos", "v1\"")]
    [InlineData("Ta$los", "v1")]
    [InlineData("Ta\\los", "v1")]
    public void What_would_end_a_line_or_a_value_is_refused(string name, string version) =>
        Assert.Throws<ArgumentException>(() => new OsRelease(name, version));
}
