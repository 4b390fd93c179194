using ImageFactory.Sample.Table;
using ImageFactory.Testing;

namespace ImageFactory.Sample.Tests.Table;

public sealed class SampleTableTests
{
    private static readonly SampleTable Table = SampleTable.Read(SampleData.Read("sample.json"));

    [Fact]
    public void Every_release_has_a_layout_and_a_variant()
    {
        Assert.All(Table.Releases, release =>
        {
            Assert.Contains(release.Layout, Table.Layouts.Keys);
            Assert.Contains(release.Rootfs, Table.Rootfs.Variants.Keys);
        });
    }

    [Theory]
    [InlineData("v1.3.7", SampleCompression.Xz, "lib", "installer", false)]
    [InlineData("v1.5.1", SampleCompression.Xz, "lib", "installer", true)]
    [InlineData("v1.7.0", SampleCompression.Xz, "lib", "installer", true)]
    [InlineData("v1.8.0", SampleCompression.Zstd, "lib", "installer", true)]
    [InlineData("v1.10.0", SampleCompression.Zstd, "usr", "installer-base", true)]
    [InlineData("v1.15.0-alpha.0", SampleCompression.Zstd, "usr", "installer-base", true)]
    internal void A_release_follows_the_rules_of_its_version(
        string version, SampleCompression compression, string layout, string installer, bool systemdBoot)
    {
        var release = Assert.Single(Table.Releases, row => row.Version == version);

        Assert.Equal((compression, layout, installer, systemdBoot), (release.Compression, release.Layout, release.Installer, release.SystemdBoot));
    }

    [Fact]
    public void One_release_has_the_large_base()
    {
        Assert.Single(Table.Releases, release => release.Rootfs == "large");
    }

    [Fact]
    public void Every_package_is_fetched()
    {
        var fetched = File.ReadLines(RepositoryRoot.Combine("eng", "packages", "sample.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ')[0])
            .ToHashSet(StringComparer.Ordinal);
        var files = Table.Rootfs.Files
            .Concat(Table.Rootfs.Variants.Values.SelectMany(variant => variant.Files))
            .Concat(Table.Extensions.Values.SelectMany(extension => extension.Files));
        var packages = files.Select(file => file.Package)
            .Concat(Table.Extensions.Values.SelectMany(extension => extension.Libraries.Append(extension.VersionFrom)))
            .Concat(Table.Architectures.Values.SelectMany(machine => machine.GrubPackages.Append(machine.KernelPackage)));

        Assert.Empty(packages.Except(fetched, StringComparer.Ordinal));
    }

    [Fact]
    public void The_index_of_the_base_leaves_out_the_modules_of_extensions()
    {
        const string Start = "carried_by_extensions='";
        var line = File.ReadLines(RepositoryRoot.Combine("eng", "modules")).Single(line => line.StartsWith(Start, StringComparison.Ordinal));

        Assert.Empty(Table.Extensions.Values.SelectMany(extension => extension.Modules).Except(line[Start.Length..^1].Split(' ')));
    }

    [Theory]
    [InlineData("siderolabs/talos-vmtoolsd", "v1.7.0", true)]
    [InlineData("siderolabs/talos-vmtoolsd", "v1.8.0", false)]
    [InlineData("siderolabs/vmtoolsd-guest-agent", "v1.7.0", false)]
    [InlineData("siderolabs/vmtoolsd-guest-agent", "v1.8.0", true)]
    [InlineData("siderolabs/containerd", "v1.9.0", false)]
    [InlineData("siderolabs/containerd", "v1.10.0", true)]
    [InlineData("siderolabs/iproute2", "v1.3.7", true)]
    [InlineData("siderolabs/iproute2", "v1.15.0-alpha.0", true)]
    public void Some_extensions_are_only_in_old_or_new_releases(string name, string version, bool expected)
    {
        var release = Table.Releases.Single(row => row.Version == version);

        Assert.Equal(expected, Table.Extensions[name].IsIn(release));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"architectures": 1}""")]
    public void What_is_no_table_is_refused(string json)
    {
        Assert.Throws<InvalidDataException>(() => SampleTable.Read(json));
    }

    [Fact]
    public void A_misspelt_member_is_refused()
    {
        var json = SampleData.Read("sample.json").Replace("\"versionFrom\"", "\"versionForm\"", StringComparison.Ordinal);

        Assert.Throws<InvalidDataException>(() => SampleTable.Read(json));
    }

    [Fact]
    public void Variables_stand_for_the_processor_and_the_layout()
    {
        var target = new Target("arm64", Table.Architectures["arm64"], Table.Layouts["usr"]);

        Assert.Equal(
            "aarch64-linux-gnu usr/lib/firmware usr/lib usr/bin", target.Expand("$triplet $firmware $libraries $binaries"));
    }
}
