namespace ImageFactory.Tests.Architecture;

public sealed class FolderTests
{
    [Fact]
    public void Folders_of_Assets_use_only_earlier_stages()
    {
        Violations.None(SourceFile.Below(".cs", "src/ImageFactory.Assets").SelectMany(FolderRules.Violations));
    }

    [Theory]
    [InlineData("Schematics", "using ImageFactory.Assets.Profiles;", "Schematics must not use Profiles")]
    [InlineData("Profiles", "using ImageFactory.Assets.Build;", "Profiles must not use Build")]
    [InlineData("Plans", "    ImageFactory.Assets.Build.Composer.Run();", "Plans must not use Build")]
    [InlineData("Store", "using static ImageFactory.Assets.Plans.BuildPlan;", "Store must not use Plans")]
    public void A_use_of_a_later_stage_is_noticed(string folder, string line, string expected)
    {
        var file = new SourceFile($"src/ImageFactory.Assets/{folder}/X.cs", $"using System;\n{line}\n");

        Assert.Equal($"{file.Path}(2): {expected}", Assert.Single(FolderRules.Violations(file)));
    }

    [Fact]
    public void A_folder_without_a_row_is_noticed()
    {
        var file = new SourceFile("src/ImageFactory.Assets/Elsewhere/X.cs", "");

        Assert.Single(FolderRules.Violations(file));
    }

    [Theory]
    [InlineData("src/ImageFactory.Assets/Build/X.cs", "using ImageFactory.Assets.Plans;")]
    [InlineData("src/ImageFactory.Assets/Build/X.cs", "namespace ImageFactory.Assets.Build;")]
    [InlineData("src/ImageFactory.Assets/AssetPipeline.cs", "using ImageFactory.Assets.Build;")]
    public void An_earlier_stage_and_the_pipeline_are_fine(string path, string line)
    {
        Assert.Empty(FolderRules.Violations(new SourceFile(path, line)));
    }
}
