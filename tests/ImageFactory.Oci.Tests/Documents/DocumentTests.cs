using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Tests.Documents;

public sealed class DocumentTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Layer = $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:{{Hex}}","size":7}""";

    [Fact]
    public void A_manifest_is_written_in_one_form()
    {
        var manifest = new Manifest
        {
            MediaType = MediaTypes.ImageManifest,
            Config = Describe(MediaTypes.ImageConfig, 2),
            Layers = [Describe(MediaTypes.LayerTarGzip, 7)],
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["B"] = "ü", ["a"] = "<&>" },
        };

        var text = Encoding.UTF8.GetString(manifest.ToBytes());

        Assert.Equal(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{{Hex}}}","size":2},"layers":[{{{Layer}}}],"annotations":{"B":"ü","a":"<&>","b":"2"}}""",
            text);
    }

    [Fact]
    public void A_configuration_is_written_in_one_form_and_read_back()
    {
        var config = new ImageConfig
        {
            Created = DateTimeOffset.FromUnixTimeSeconds(1559424892),
            Architecture = "arm64",
            Os = "linux",
            Config = new RuntimeConfig
            {
                Env = ["VERSION=v1.13.0"],
                Entrypoint = ["/bin/installer"],
                Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["alpha.talos.dev/version"] = "v1.13.0" },
            },
            RootFs = new RootFs { DiffIds = [Digest.Parse("sha256:" + Hex)] },
            History = [new HistoryEntry { CreatedBy = "test", EmptyLayer = true }],
        };

        var bytes = config.ToBytes();

        Assert.Equal(
            $$$"""{"created":"2019-06-01T21:34:52+00:00","architecture":"arm64","os":"linux","config":{"Env":["VERSION=v1.13.0"],"Entrypoint":["/bin/installer"],"Labels":{"alpha.talos.dev/version":"v1.13.0"}},"rootfs":{"type":"layers","diff_ids":["sha256:{{{Hex}}}"]},"history":[{"created_by":"test","empty_layer":true}]}""",
            Encoding.UTF8.GetString(bytes));
        Assert.Equal(bytes, ImageConfig.Read(bytes).ToBytes());
    }

    [Fact]
    public void Unknown_members_and_platforms_of_other_tools_are_read()
    {
        var index = ImageIndex.Read(Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"new":{"x":[1]},"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{Hex}}",
            "size":7,"platform":{"architecture":"arm64","os":"linux","variant":"v8","os.features":["x"]},"data":"e30="}]}
            """));

        var platform = Assert.Single(index.Manifests).Platform;
        Assert.Equal(new Platform { Architecture = "arm64", Os = "linux", Variant = "v8" }, platform);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"config":LAYER,"layers":[]}""")]
    [InlineData("""{"config":LAYER,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":null}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":[null]}""")]
    [InlineData("""{"schemaVersion":2,"config":null,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":[],"layers":[LAYER]}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":[],"annotations":{"a":null}}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":[],"annotations":{"a":"1","a":"2"}}""")]
    [InlineData("""{"schemaVersion":2,"config":LAYER,"layers":[],"annotations":["a"]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:..","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":7,"size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:HEX","size":-1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:HEX","size":1e99},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:HEX"},"layers":[]}""")]
    public void A_damaged_manifest_is_bad_data(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(
            text.Replace("LAYER", Layer, StringComparison.Ordinal).Replace("HEX", Hex, StringComparison.Ordinal));

        Assert.Throws<InvalidDataException>(() => Manifest.Read(bytes));
    }

    [Fact]
    public void Deep_nesting_is_bad_data()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"x":{{new string('[', 100_000)}}""");

        Assert.Throws<InvalidDataException>(() => ImageIndex.Read(bytes));
    }

    [Fact]
    public void Every_cut_of_a_document_is_bad_data()
    {
        var whole = new ImageIndex { Manifests = [Describe(MediaTypes.ImageManifest, 7)] }.ToBytes();

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<InvalidDataException>(() => ImageIndex.Read(cut));
        }
    }

    [Fact]
    public void A_document_has_at_most_4_MiB()
    {
        var bytes = new byte[DocumentJson.LongestDocument + 1];
        bytes.AsSpan().Fill((byte)' ');

        var exception = Assert.Throws<InvalidDataException>(() => ImageConfig.Read(bytes));

        Assert.Contains("4194304", exception.Message, StringComparison.Ordinal);
    }

    private static Descriptor Describe(string mediaType, long size) =>
        new() { MediaType = mediaType, Digest = Digest.Parse("sha256:" + Hex), Size = size };
}
