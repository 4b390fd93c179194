using System.Text;
using ImageFactory.Formats.Kmod;

namespace ImageFactory.Formats.Tests.Kmod;

/// <summary>What depmod judges nowhere else: it has the last word in the interop tests.</summary>
public sealed class ModuleIndexTests
{
    [Fact]
    public void A_trie_has_its_nodes_behind_their_children()
    {
        var index = Create(Module("a/ab.ko"), Module("a/ac.ko"));

        var trie = Assert.Single(index, file => string.Equals(file.Name, "modules.dep.bin", StringComparison.Ordinal)).Content;

        // Magic, version, root; "b" and "c", each with one value; "a" with these two; the root.
        Assert.Equal(
            "B007F457" + "00020001" + "20000038"
            + "00000001" + "00000000" + Hex("a/ab.ko:\0")
            + "00000001" + "00000001" + Hex("a/ac.ko:\0")
            + Hex("bc") + "4000000C" + "4000001D"
            + Hex("aa") + "2000002E",
            Convert.ToHexString(trie.Span));
    }

    [Fact]
    public void Dependencies_come_before_what_they_need_themselves()
    {
        var index = Create(
            Module("c.ko", exports: ["c"]), Module("b.ko", exports: ["b"], needs: ["c"]), Module("a.ko", needs: ["c", "b", "printk"]));

        Assert.Contains("a.ko: b.ko c.ko\n", Text(index, "modules.dep"), StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_that_need_each_other_are_refused()
    {
        var fault = Assert.Throws<InvalidDataException>(
            () => Create(Module("b.ko", exports: ["b"], needs: ["a"]), Module("a.ko", exports: ["a"], needs: ["b"])));

        Assert.Contains("circle", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_modules_of_one_path_are_our_fault() => Assert.Throws<ArgumentException>(() => Create(Module("a.ko"), Module("a.ko")));

    [Theory]
    [InlineData("extras/a.ko", "kernel/a.ko", "extras/a.ko")]
    [InlineData("kernel/a.ko", "updates/a.ko", "kernel/a.ko")]
    [InlineData("extras-too/a.ko", "extras/a.ko", "extras/a.ko")]
    public void Of_modules_with_one_name_that_in_extras_wins(string one, string two, string winner)
    {
        Assert.Equal($"{winner}:\n", Text(Create(Module(one), Module(two)), "modules.dep"));
        Assert.Equal($"{winner}:\n", Text(Create(Module(two), Module(one)), "modules.dep"));
    }

    [Fact]
    public void Weak_dependencies_are_listed_as_newer_ones_do()
    {
        var index = Create(Module("a-b.ko") with { WeakDependencies = ["c d"] });

        Assert.Equal("# Weak dependencies extracted from modules themselves.\nweakdep a_b c d\n", Text(index, "modules.weakdep"));
    }

    [Theory]
    [InlineData("devname:fuse", "char-major-10-229", "fuse c10:229")]
    [InlineData("block-major-7-0x", "devname:loop", "loop b7:0")]
    [InlineData("devname:fuse", "char-major-10-*", null)]
    [InlineData("devname:fuse", "char-major-99999999999-1", null)]
    public void A_device_file_needs_a_name_and_a_number(string one, string two, string? expected)
    {
        var text = Text(Create(Module("x.ko") with { Aliases = [one, two] }), "modules.devname");

        Assert.Equal(expected is null ? string.Empty : $"# Device nodes to trigger on-demand module loading.\nx {expected}\n", text);
    }

    [Theory]
    [InlineData("a-b[0-9]c-d", "a_b[0-9]c_d")]
    [InlineData("a[", null)]
    [InlineData("a]b", null)]
    public void Only_dashes_outside_of_brackets_are_changed(string alias, string? expected)
    {
        var trie = Create(Module("x.ko") with { Aliases = [alias] }).Single(file => string.Equals(file.Name, "modules.alias.bin", StringComparison.Ordinal));

        Assert.Equal(expected is null ? 12 : trie.Content.Length, trie.Content.Length);
        Assert.Equal(expected is not null, Encoding.ASCII.GetString(trie.Content.Span).Contains(expected is null ? alias : expected[1..], StringComparison.Ordinal));
    }

    private static IReadOnlyList<ModuleIndexFile> Create(params IReadOnlyList<ModuleFacts> modules) =>
        ModuleIndex.Create(new ModuleTree { Modules = modules, Search = ["extras", ModuleTree.BuiltIn] });

    private static ModuleFacts Module(string path, string[]? exports = null, string[]? needs = null) => new()
    {
        Path = path,
        Exports = exports ?? [],
        Needs = needs ?? [],
        Aliases = [],
        SoftDependencies = [],
        WeakDependencies = [],
    };

    private static string Text(IEnumerable<ModuleIndexFile> index, string name) =>
        Encoding.ASCII.GetString(index.Single(file => string.Equals(file.Name, name, StringComparison.Ordinal)).Content.Span);

    private static string Hex(string text) => Convert.ToHexString(Encoding.ASCII.GetBytes(text));
}
