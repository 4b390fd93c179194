using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class ArchitecturesTests
{
    [Theory]
    [InlineData("amd64", "amd64")]
    [InlineData("x86_64", "amd64")]
    [InlineData("i386", "amd64")]
    [InlineData("arm64", "arm64")]
    [InlineData("aarch64", "arm64")]
    public void Names_and_aliases_are_known(string text, string expected)
    {
        Assert.True(Architectures.TryParse(text, out var architecture));
        Assert.Equal(expected, architecture.Name());
    }

    [Theory]
    [InlineData("")]
    [InlineData("AMD64")]
    [InlineData("riscv64")]
    [InlineData("amd64 ")]
    public void Other_names_are_not(string text) => Assert.False(Architectures.TryParse(text, out _));
}
