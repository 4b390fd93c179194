using System.Text;
using ImageFactory.Assets.Evidence;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Evidence;

public sealed class SpdxReaderTests
{
    [Fact]
    public void Packages_keep_what_the_specification_knows()
    {
        var part = Read(SpdxRelease.ReleaseDocument);

        var musl = part.Packages.Single(package => package.Name is "musl");
        Assert.Equal("1.2.5", musl.Version);
        Assert.Equal("MIT", musl.LicenseDeclared);
        Assert.Equal("Organization: musl", musl.Supplier);
        Assert.Equal(new SbomChecksum("SHA256", "a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4"), Assert.Single(musl.Checksums));
        Assert.Equal(
            [
                new SbomReference("SECURITY", "cpe23Type", "cpe:2.3:a:musl-libc:musl:1.2.5:*:*:*:*:*:*:*"),
                new SbomReference("PACKAGE-MANAGER", "purl", "pkg:generic/musl@1.2.5"),
            ],
            musl.References);
    }

    [Fact]
    public void Relations_between_packages_follow_their_new_names_and_unknown_ones_are_left_out()
    {
        var part = Read(SpdxRelease.ReleaseDocument);

        var relation = Assert.Single(part.Relations);
        Assert.Equal("DEPENDS_ON", relation.Type);
        Assert.StartsWith("SPDXRef-Package-machined-", relation.From, StringComparison.Ordinal);
        Assert.StartsWith("SPDXRef-Package-musl-", relation.To, StringComparison.Ordinal);
    }

    [Fact]
    public void Licences_of_one_name_and_two_texts_stay_two()
    {
        var limits = new SbomLimits();
        var merged = SbomPart.Merge([Read(SpdxRelease.ReleaseDocument), Read(SpdxRelease.ExtensionDocument)], limits);

        Assert.Equal(2, merged.Licenses.Count);
        var machined = merged.Packages.Single(package => package.Name is "machined");
        Assert.Equal($"MPL-2.0 OR {merged.Licenses.Single(license => license.Text is "Do what you like.").Id}", machined.LicenseDeclared);
        Assert.Equal(SbomPackage.NoAssertion, merged.Packages.Single(package => package.Name is "odd").LicenseDeclared);
    }

    [Fact]
    public void Equal_packages_of_two_documents_are_one_whatever_their_order()
    {
        var limits = new SbomLimits();
        var one = Read(SpdxRelease.ReleaseDocument);
        var other = Read(SpdxRelease.ReleaseDocument.Replace("SPDXRef-1", "SPDXRef-77", StringComparison.Ordinal));

        Assert.Equal(2, SbomPart.Merge([one, other], limits).Packages.Count);
        Assert.Equal(
            SbomPart.Merge([one, Read(SpdxRelease.ExtensionDocument)], limits).Packages.Select(package => package.Id),
            SbomPart.Merge([Read(SpdxRelease.ExtensionDocument), one], limits).Packages.Select(package => package.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"spdxVersion": "SPDX-3.0"}""")]
    [InlineData("""{"spdxVersion": 2.3}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": {}}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [1]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [{"name": "a"}]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-1"}]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-1", "name": ["a"]}]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-1", "name": "\ud800"}]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "spdxVersion": "SPDX-2.3"}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "relationships": [{"relationshipType": "CONTAINS", "spdxElementId": {}}]}""")]
    [InlineData("""{"spdxVersion": "SPDX-2.3", "packages": [""")]
    public void What_is_no_document_is_refused(string text) => Assert.Throws<InvalidDataException>(() => Read(text));

    [Fact]
    public void Deep_long_and_many_are_refused()
    {
        var limits = new SbomLimits { MaxPackages = 2, MaxValue = 100 };
        var deep = $$"""{"spdxVersion": "SPDX-2.3", "x": {{new string('[', 10_000)}}{{new string(']', 10_000)}}}""";
        var many = $$"""{"spdxVersion": "SPDX-2.3", "packages": [{{string.Join(',', Enumerable.Range(0, 3).Select(number => $$"""{"SPDXID": "SPDXRef-{{number}}", "name": "p{{number}}"}"""))}}]}""";
        var wide = $$"""{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-1", "name": "{{new string('a', 101)}}"}]}""";

        Assert.All([deep, many, wide], text => Assert.Throws<InvalidDataException>(() => SpdxReader.Read(Encoding.UTF8.GetBytes(text), limits)));
    }

    private static SbomPart Read(string text) => SpdxReader.Read(Encoding.UTF8.GetBytes(text), new SbomLimits());
}
