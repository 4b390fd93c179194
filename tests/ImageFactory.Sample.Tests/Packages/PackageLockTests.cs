using ImageFactory.Sample.Packages;

namespace ImageFactory.Sample.Tests.Packages;

public sealed class PackageLockTests
{
    private const string Sha = "04434ff520f860423eafe4203d986a35682ce73c2f71baa39e988ca0da93ac91";

    [Fact]
    public void A_package_is_found_by_name_and_processor()
    {
        var packages = PackageLock.Read($"a\t1:2-3\tamd64\t{Sha}\ta\tx\ta_amd64.deb\na\t1:2-4\tarm64\t{Sha}\ta\tx\ta_arm64.deb\n");

        var package = packages.Get("a", "arm64");

        Assert.Equal("a_arm64.deb", package.File);
        Assert.Equal("2-4", package.PlainVersion);
        Assert.Equal(Sha, package.Digest.Hex);
    }

    [Fact]
    public void Data_for_every_processor_may_come_in_a_package_of_one()
    {
        var packages = PackageLock.Read($"microcode\t1\tamd64\t{Sha}\tmicrocode\tx\tmicrocode.deb\n");

        Assert.Equal("microcode.deb", packages.Get("microcode", "arm64").File);
    }

    [Fact]
    public void An_unknown_package_is_named()
    {
        var packages = PackageLock.Read(string.Empty);

        var exception = Assert.Throws<InvalidDataException>(() => packages.Get("absent", "arm64"));

        Assert.Contains("'absent' for arm64", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\t1\tamd64")]
    [InlineData("a\t1\tamd64\tnot-a-hash\ta\tx\ta.deb")]
    [InlineData($"a\t1\tamd64\t{Sha}\ta\tx\t../a.deb")]
    public void A_damaged_line_is_refused(string line)
    {
        Assert.Throws<InvalidDataException>(() => PackageLock.Read(line));
    }
}
