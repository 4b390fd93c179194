using ImageFactory.Testing;

namespace ImageFactory.Page.Tests;

/// <summary>The modules without a window, by Node's own test runner.</summary>
public sealed class ModuleTests
{
    [Fact]
    public async Task The_modules_do_what_they_say()
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("tests", "ImageFactory.Page.Tests", "Modules"), "*.test.mjs");

        Assert.NotEmpty(files);
        await Tool.RunAsync("node", ["--test", .. files]);
    }
}
