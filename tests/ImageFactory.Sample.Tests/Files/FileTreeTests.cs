using ImageFactory.Sample.Files;

namespace ImageFactory.Sample.Tests.Files;

public sealed class FileTreeTests
{
    [Fact]
    public void Directories_come_by_themselves_and_first()
    {
        var tree = new FileTree().AddText("a/b/c", "text").AddText("a/b-c", "text");

        Assert.Equal(["a", "a/b", "a/b-c", "a/b/c"], tree.Nodes.Keys);
        Assert.IsType<TreeDirectory>(tree.Nodes["a/b"]);
    }

    [Fact]
    public void A_directory_may_be_added_again()
    {
        var tree = new FileTree().AddText("a/b", "text").AddDirectory("a");

        Assert.Equal(["a", "a/b"], tree.Nodes.Keys);
    }

    [Fact]
    public void A_file_may_not_be_added_again()
    {
        Assert.Throws<ArgumentException>(() => new FileTree().AddText("a", "text").AddText("a", "text"));
    }

    [Fact]
    public void Nothing_lies_below_a_file()
    {
        Assert.False(new FileTree().AddText("a", "text").TryAdd("a/b", new TreeDirectory()));
    }

    [Fact]
    public void A_tree_goes_below_a_directory_of_another()
    {
        var tree = new FileTree().AddAll(new FileTree().AddText("b/c", "text"), "a/");

        Assert.Equal(["a", "a/b", "a/b/c"], tree.Nodes.Keys);
    }
}
