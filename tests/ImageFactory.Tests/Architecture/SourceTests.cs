using ImageFactory.Testing;

namespace ImageFactory.Tests.Architecture;

public sealed class SourceTests
{
    [Fact]
    public void No_file_is_longer_than_one_reads()
    {
        Violations.None(Code().SelectMany(SourceRules.TooLong));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        Violations.None(Code().SelectMany(SourceRules.Misplaced));
    }

    [Fact]
    public void Nothing_unfinished_or_private_is_left()
    {
        var files = SourceFile.Below("", "src", "tests", "eng", "docs", "schematics", "keys", ".ci")
            .Append(new SourceFile("README.md", File.ReadAllText(RepositoryRoot.Combine("README.md"))));

        // The rule's own files name what it looks for.
        Violations.None(files.Where(file => !file.Path.Contains("/Architecture/Source", StringComparison.Ordinal)).SelectMany(SourceRules.Unwanted));
    }

    [Fact]
    public void A_long_file_is_noticed()
    {
        Assert.Empty(SourceRules.TooLong(new("x.cs", new string('\n', 500))));
        Assert.Single(SourceRules.TooLong(new("x.cs", new string('\n', 501))));
    }

    [Fact]
    public void A_misplaced_namespace_is_noticed()
    {
        Assert.Empty(SourceRules.Misplaced(new("src/A.B/C/x.cs", "using System;\n\nnamespace A.B.C;\n")));
        Assert.Single(SourceRules.Misplaced(new("src/A.B/C/x.cs", "using System;\n\nnamespace A.B;\n")));
    }

    [Theory]
    [InlineData("// TODO later")]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("internal static class StringHelper")]
    [InlineData("curl https://mirror.debian.org/x")]
    [InlineData("path = \"/root/x\"")]
    [InlineData("cd /home/me/x")]
    public void An_unwanted_word_is_noticed(string line)
    {
        Assert.Equal(2, SourceRules.Unwanted(new("x", $"fine\n{line}\n{line}")).Count());
    }

    [Theory]
    [InlineData("systemd-stub and https://uapi-group.org/specifications")]
    [InlineData("src/root/x and $root/x, frameworks/home/y")]
    [InlineData("class HelperText")]
    public void Harmless_lines_are_left_alone(string line)
    {
        Assert.Empty(SourceRules.Unwanted(new("x", line)));
    }

    private static IEnumerable<SourceFile> Code() => SourceFile.Below(".cs", "src", "tests");
}
