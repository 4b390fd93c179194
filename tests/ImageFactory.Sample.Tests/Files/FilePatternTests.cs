using ImageFactory.Sample.Files;

namespace ImageFactory.Sample.Tests.Files;

public sealed class FilePatternTests
{
    [Theory]
    [InlineData("usr/bin/ip", "usr/bin/ip", "ip")]
    [InlineData("usr/bin/ip", "usr/bin/ipx", null)]
    [InlineData("usr/bin/*", "usr/bin/ip", "ip")]
    [InlineData("usr/bin/*", "usr/bin/sub/ip", null)]
    [InlineData("usr/lib/x/lib*.so*", "usr/lib/x/libc.so.6", "libc.so.6")]
    [InlineData("usr/lib/x/lib*.so*", "usr/lib/x/libc+so", null)]
    [InlineData("usr/lib/firmware/**", "usr/lib/firmware/a/b.bin", "a/b.bin")]
    [InlineData("usr/lib/firmware/**", "usr/lib/firm", null)]
    public void A_match_is_the_path_below_what_the_pattern_names(string pattern, string path, string? expected)
    {
        Assert.Equal(expected, new FilePattern(pattern).Match(path));
    }
}
