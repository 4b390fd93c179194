using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Evidence;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Tests.Evidence;

public sealed class ProvenanceTests
{
    private const string Url = "https://factory.example.org";

    private static readonly string Id = new('5', 64);

    [Fact]
    public void The_statement_about_an_asset_is_this()
    {
        var plan = Plan("metal-amd64.iso");

        var statement = Provenance.OfAsset(plan, new AssetDigests(new string('a', 64), new string('b', 128)), Url);

        Assert.Equal(
            Golden(
                """
                {"_type":"https://in-toto.io/Statement/v1",
                "subject":[{"name":"metal-amd64.iso","digest":{"sha256":"<ax64>","sha512":"<bx128>"}}],
                "predicateType":"https://slsa.dev/provenance/v1",
                "predicate":{
                "buildDefinition":{"buildType":"urn:imagefactory:build:asset:v1",
                "externalParameters":{"asset":"metal-amd64.iso","schematicId":"<id>","talosVersion":"v1.13.0"},
                "internalParameters":{"architectures":["amd64"],"plans":["<plan>"]},
                "resolvedDependencies":[
                {"name":"extension:acme/tool:linux/amd64","uri":"oci://registry.example/acme/tool@sha256:<2x64>","digest":{"sha256":"<2x64>"}},
                {"name":"imager:siderolabs/imager:linux/amd64","uri":"oci://siderolabs/imager@sha256:<1x64>","digest":{"sha256":"<1x64>"}},
                {"name":"schematic","uri":"urn:siderolabs:image-factory:schematic:<id>","digest":{"sha256":"<id>"}}]},
                "runDetails":{"builder":{"id":"https://factory.example.org","version":{"imagefactory":"<version>"}}}}}
                """, ("<plan>", plan.Hash())),
            Encoding.UTF8.GetString(statement));
    }

    [Fact]
    public void The_statement_about_an_installer_is_this()
    {
        var plans = new[] { Plan("installer-arm64-secureboot.tar"), Plan("installer-amd64-secureboot.tar") }
            .Select(plan => plan with { Installer = new PlannedInstaller(Image("siderolabs/installer-base", '3'), "installer:v1.13.0") })
            .ToList();
        var name = $"factory.example.org/installer-secureboot/{Id}";
        ProvenanceSubject[] subjects = [new(name, new string('a', 64)), new(name, new string('b', 64)), new(name, new string('c', 64))];

        var statement = Provenance.OfInstaller(plans, "installer-secureboot", subjects, Url);

        var hashes = plans.Select(plan => $"\"{plan.Hash()}\"").Order(StringComparer.Ordinal);
        Assert.Equal(
            Golden(
                """
                {"_type":"https://in-toto.io/Statement/v1",
                "subject":[{"name":"<name>","digest":{"sha256":"<ax64>"}},{"name":"<name>","digest":{"sha256":"<bx64>"}},{"name":"<name>","digest":{"sha256":"<cx64>"}}],
                "predicateType":"https://slsa.dev/provenance/v1",
                "predicate":{
                "buildDefinition":{"buildType":"urn:imagefactory:build:installer:v1",
                "externalParameters":{"imageName":"installer-secureboot","platform":"metal","schematicId":"<id>","secureBoot":true,"talosVersion":"v1.13.0"},
                "internalParameters":{"architectures":["amd64","arm64"],"plans":[<plans>]},
                "resolvedDependencies":[
                {"name":"base-installer:siderolabs/installer-base:linux/amd64","uri":"oci://siderolabs/installer-base@sha256:<3x64>","digest":{"sha256":"<3x64>"}},
                {"name":"base-installer:siderolabs/installer-base:linux/arm64","uri":"oci://siderolabs/installer-base@sha256:<3x64>","digest":{"sha256":"<3x64>"}},
                {"name":"extension:acme/tool:linux/amd64","uri":"oci://registry.example/acme/tool@sha256:<2x64>","digest":{"sha256":"<2x64>"}},
                {"name":"extension:acme/tool:linux/arm64","uri":"oci://registry.example/acme/tool@sha256:<2x64>","digest":{"sha256":"<2x64>"}},
                {"name":"imager:siderolabs/imager:linux/amd64","uri":"oci://siderolabs/imager@sha256:<1x64>","digest":{"sha256":"<1x64>"}},
                {"name":"imager:siderolabs/imager:linux/arm64","uri":"oci://siderolabs/imager@sha256:<1x64>","digest":{"sha256":"<1x64>"}},
                {"name":"schematic","uri":"urn:siderolabs:image-factory:schematic:<id>","digest":{"sha256":"<id>"}}]},
                "runDetails":{"builder":{"id":"https://factory.example.org","version":{"imagefactory":"<version>"}}}}}
                """, ("<name>", name), ("<plans>", string.Join(',', hashes))),
            Encoding.UTF8.GetString(statement));
    }

    // A line break stands for nothing, and what repeats or follows from elsewhere for itself.
    private static string Golden(string text, params ReadOnlySpan<(string Hole, string Text)> more)
    {
        foreach (var (hole, content) in more)
        {
            text = text.Replace(hole, content, StringComparison.Ordinal);
        }

        foreach (var digit in "123abc")
        {
            text = text.Replace($"<{digit}x64>", new string(digit, 64), StringComparison.Ordinal);
        }

        return text.ReplaceLineEndings(string.Empty)
            .Replace("<bx128>", new string('b', 128), StringComparison.Ordinal)
            .Replace("<id>", Id, StringComparison.Ordinal)
            .Replace("<version>", Builder.Version, StringComparison.Ordinal);
    }

    private static BuildPlan Plan(string file)
    {
        Assert.True(Profile.TryParse($"{Id}/v1.13.0/{file}", out var profile, out var fault), fault);
        return new BuildPlan
        {
            Profile = profile,
            Artifacts = new PlannedArtifacts(Image("siderolabs/imager", '1'), [ArtifactRole.Kernel]),
            Extensions = new PlannedExtensions(
                [new PlannedExtension("acme/tool", "acme/tool", Digest.Parse(Sha('2'))) { Registry = "registry.example" }],
                new PlannedSchematic(Id, Url, null),
                new SegmentOptions(SegmentOptions.Zstd, 3, "1")),
        };
    }

    private static Image Image(string repository, char digit)
    {
        var descriptor = new Descriptor { MediaType = MediaTypes.ImageManifest, Digest = Digest.Parse(Sha(digit)), Size = 1 };
        return new Image(RepositoryName.Parse(repository), descriptor, new Manifest { Config = descriptor, Layers = [] });
    }

    private static string Sha(char digit) => "sha256:" + new string(digit, 64);
}
