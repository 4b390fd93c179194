using ImageFactory.Boot.CommandLine;

namespace ImageFactory.Boot.Tests.CommandLine;

public sealed class KernelCommandLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\n ", "")]
    [InlineData("a", "a")]
    [InlineData("a=1", "a=1")]
    [InlineData("  a \t b\n", "a b")]
    [InlineData("a b=1 a=2", "a a=2 b=1")]
    [InlineData("console=tty0 x console=ttyS0", "console=tty0 console=ttyS0 x")]
    [InlineData("slab_nomerge=", "slab_nomerge")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a==", "a==")]
    [InlineData("- -a", "- -a")]
    [InlineData("a=1 a=1", "a=1 a=1")]
    [InlineData("a = b", "a b")]
    [InlineData("talos.config=https://example.org/?a=b&c=d", "talos.config=https://example.org/?a=b&c=d")]
    [InlineData("earlyprintk=ttyS0,115200 rootdelay=300", "earlyprintk=ttyS0,115200 rootdelay=300")]
    public void Arguments_are_grouped_by_key(string text, string expected) =>
        Assert.Equal(expected, KernelCommandLine.Parse(text).ToString());

    [Theory]
    [InlineData("a b", "c", "", "a b c")]
    [InlineData("a b", "c", "1", "a b c=1")]
    [InlineData("a=1 b", "a", "2", "a=1 a=2 b")]
    [InlineData("a=1 b", "a", "", "a=1 a b")]
    public void Append_adds_to_the_key_or_at_the_end(string line, string key, string value, string expected) =>
        Assert.Equal(expected, KernelCommandLine.Parse(line).Append(key, value).ToString());

    [Theory]
    [InlineData("", "1")]
    [InlineData("a=b", "1")]
    [InlineData("a b", "1")]
    [InlineData("a", "1 2")]
    public void Append_refuses_what_would_be_read_differently(string key, string value) =>
        Assert.Throws<ArgumentException>(() => KernelCommandLine.Empty.Append(key, value));

    [Theory]
    [InlineData("console=tty0 x console=ttyS0", "console=ttyAMA0", "console=ttyAMA0 x")]
    [InlineData("x console=tty0", "console=tty1 y console=ttyS0", "x console=tty1 console=ttyS0 y")]
    [InlineData("a=1", "a", "a")]
    [InlineData("a=1", "a=2 b=3", "a=2 b=3")]
    [InlineData("a=1", "", "a=1")]
    public void SetAll_replaces_a_key_in_place(string line, string arguments, string expected) =>
        Assert.Equal(expected, KernelCommandLine.Parse(line).SetAll([arguments]).ToString());

    [Theory]
    [InlineData("a=1 b", new[] { "a=2", "c" }, "a=1 a=2 b c")]
    [InlineData("a", new[] { "b=1 c", "b=2" }, "a b=1 b=2 c")]
    [InlineData("a", new[] { "-a" }, "a -a")]
    [InlineData("a", new string[0], "a")]
    public void AppendAll_adds_each_value(string line, string[] arguments, string expected) =>
        Assert.Equal(expected, KernelCommandLine.Parse(line).AppendAll(arguments).ToString());

    [Theory]
    [InlineData("console=tty0 x console=ttyS0", new[] { "console=a", "y", "console=b" }, "console=a console=b x y")]
    [InlineData("x", new[] { "console=a" }, "x console=a")]
    [InlineData("talos.platform=metal x", new[] { "talos.platform=aws" }, "talos.platform=aws x")]
    [InlineData("x=1", new[] { "x=2" }, "x=1 x=2")]
    public void AppendAll_replaces_overwritten_keys(string line, string[] arguments, string expected) =>
        Assert.Equal(expected, Customize(line, arguments));

    [Theory]
    [InlineData("a=1 b a=2", new[] { "-a" }, "b")]
    [InlineData("a=1 b a=2", new[] { "-a=1" }, "a=2 b")]
    [InlineData("a=1 b a=2", new[] { "-a=1", "-a=2" }, "b")]
    [InlineData("a=1 b a=2", new[] { "-a=3" }, "a=1 a=2 b")]
    [InlineData("a=1 a=2 a=1 b", new[] { "-a=1" }, "a=2 b")]
    [InlineData("a b", new[] { "-a=1" }, "a b")]
    [InlineData("a=1 b", new[] { "-c", "-c=1" }, "a=1 b")]
    [InlineData("a=1 b", new[] { "-" }, "a=1 b -")]
    [InlineData("a=1 b", new[] { "--a" }, "a=1 b")]
    [InlineData("-a b", new[] { "--a" }, "b")]
    [InlineData("a=1 b", new[] { "-a=", "c" }, "b c")]
    [InlineData("a=1 b", new[] { "-a=1", "a=2" }, "a=2 b")]
    [InlineData("a=1 b", new[] { "-a", "a=2" }, "b a=2")]
    [InlineData("a=1 b", new[] { "-a", "-a=1" }, "b")]
    [InlineData("a=1 a=2 b", new[] { "-a=1", "-a" }, "a=2 b")]
    [InlineData("console=tty0 b", new[] { "-console" }, "b")]
    [InlineData("init_on_alloc=1 slab_nomerge", new[] { "-slab_nomerge" }, "init_on_alloc=1")]
    public void AppendAll_with_negation_removes(string line, string[] arguments, string expected) =>
        Assert.Equal(expected, Customize(line, arguments));

    [Theory]
    [InlineData("a=1 b a=2", "a", "b")]
    [InlineData("a=1 b", "c", "a=1 b")]
    public void Remove_takes_a_key_with_all_values(string line, string key, string expected) =>
        Assert.Equal(expected, KernelCommandLine.Parse(line).Remove(key).ToString());

    [Fact]
    public void Find_gives_the_values_in_order()
    {
        var line = KernelCommandLine.Parse("a=1 b a=2");

        Assert.Equal(["1", "2"], line.Find("a"));
        Assert.Equal([""], line.Find("b"));
        Assert.Null(line.Find("c"));
    }

    [Fact]
    public void An_operation_leaves_the_old_value_alone()
    {
        var line = KernelCommandLine.Parse("a=1");

        _ = line.Append("a", "2").Remove("a");

        Assert.Equal("a=1", line.ToString());
    }

    // Facts §17.2, "Kernel cmdline": 1.13.0 on AWS, composed in the order of §3.2.
    [Fact]
    public void A_whole_line_is_composed_as_published()
    {
        var line = KernelCommandLine.Empty
            .Append("talos.platform", "aws")
            .SetAll(["console=tty1", "console=ttyS0", "net.ifnames=0"])
            .AppendAll(["init_on_alloc=1", "slab_nomerge=", "pti=on", "consoleblank=0", "nvme_core.io_timeout=4294967295"])
            .AppendAll(["printk.devkmsg=on", "selinux=1", "module.sig_enforce=1", "proc_mem.force_override=never"]);

        Assert.Equal(
            "talos.platform=aws console=tty1 console=ttyS0 net.ifnames=0 init_on_alloc=1 slab_nomerge pti=on consoleblank=0 "
            + "nvme_core.io_timeout=4294967295 printk.devkmsg=on selinux=1 module.sig_enforce=1 proc_mem.force_override=never",
            line.ToString());
    }

    private static string Customize(string line, string[] arguments) =>
        KernelCommandLine.Parse(line).AppendAll(arguments, ["console", "talos.platform"], negation: true).ToString();
}
