using System.Text;
using ImageFactory.Boot.Initramfs;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class ExtensionManifestTests
{
    private const string Complete =
        """
        version: v1alpha1
        metadata:
          name: gvisor
          version: 20240826.0
          author: Sidero Labs
          description: |
            This system extension provides gVisor
            using containerd's runtime handler.
          compatibility:
            talos:
              version: ">= v1.0.0"
          extraInfo: more
        """;

    [Fact]
    public void A_manifest_is_read()
    {
        var metadata = Parse(Complete);

        Assert.Equal(
            new ExtensionMetadata
            {
                Name = "gvisor",
                Version = "20240826.0",
                Author = "Sidero Labs",
                Description = "This system extension provides gVisor\nusing containerd's runtime handler.\n",
                TalosVersions = ">= v1.0.0",
                ExtraInfo = "more",
            },
            metadata);
    }

    [Theory]
    [InlineData("version: v1alpha1\nmetadata: {name: a}")]
    [InlineData("\uFEFFversion: v1alpha1\nmetadata: {name: a}")]
    [InlineData("version: v1alpha1\nmetadata:\n  name: a\n  version:\n  author: ~\n  description: null\n  compatibility:\n    talos:\n")]
    [InlineData("---\nversion: v1alpha1\nmetadata: {name: a, extraInfo: ''}\n...\n")]
    [InlineData("version: v1alpha1\nother: [1, {x: [y]}]\nmetadata: {name: a, more: {deep: [er]}}")]
    public void What_is_absent_or_null_is_empty_and_what_is_unknown_is_passed_over(string yaml)
    {
        var metadata = Parse(yaml);

        Assert.Equal(
            new ExtensionMetadata
            {
                Name = "a",
                Version = string.Empty,
                Author = string.Empty,
                Description = string.Empty,
                TalosVersions = string.Empty,
                ExtraInfo = null,
            },
            metadata);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("just a text")]
    [InlineData("- a\n- b")]
    [InlineData("metadata: {name: a}")]
    [InlineData("version: v1alpha2\nmetadata: {name: a}")]
    [InlineData("version: v1alpha1")]
    [InlineData("version: v1alpha1\nmetadata: {version: a}")]
    [InlineData("version: v1alpha1\nmetadata: {name: ''}")]
    [InlineData("version: v1alpha1\nmetadata: [name]")]
    [InlineData("version: v1alpha1\nmetadata: {name: [a]}")]
    [InlineData("version: v1alpha1\nmetadata: {name: a, name: b}")]
    [InlineData("version: v1alpha1\nmetadata: {name: a, compatibility: {talos: 1.0}}")]
    [InlineData("version: v1alpha1\nmetadata: &x {name: a}\nother: *x")]
    [InlineData("version: v1alpha1\nmetadata: *x")]
    [InlineData("version: v1alpha1\n? {a: b}\n: c\nmetadata: {name: a}")]
    [InlineData("version: v1alpha1\nmetadata: {name: a}\n---\nversion: v1alpha1\n")]
    [InlineData("version: v1alpha1\nmetadata: {name: a")]
    [InlineData("version: v1alpha1\n\tmetadata: {name: a}")]
    [InlineData("version: v1alpha1\nmetadata: {name: \"\\uZZZZ\"}")]
    public void What_is_no_manifest_is_invalid_data(string yaml) =>
        Assert.Throws<InvalidDataException>(() => Parse(yaml));

    [Fact]
    public void Deep_nesting_is_invalid_data() =>
        Assert.Throws<InvalidDataException>(() => Parse("version: v1alpha1\nx: " + new string('[', 500_000)));

    [Fact]
    public void A_manifest_that_is_too_long_is_invalid_data() =>
        Assert.Throws<InvalidDataException>(() => ExtensionManifest.Parse(new byte[ExtensionManifest.MaximumSize + 1]));

    [Fact]
    public void Bytes_that_are_no_text_are_invalid_data() =>
        Assert.Throws<InvalidDataException>(() => ExtensionManifest.Parse([0x76, 0xFF, 0xFE]));

    [Fact]
    public void Any_damage_is_read_or_invalid_data()
    {
        const string Signs = " \n\t:-?[]{}&*!|>%@`'\"#,\\\0\x7Fa1";
        var random = new Random(20260801);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Complete);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)Signs[random.Next(Signs.Length)];
            }

            try
            {
                ExtensionManifest.Parse(bytes.AsSpan(0, random.Next(bytes.Length / 2, bytes.Length)));
                read++;
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        }

        Assert.InRange(read, 1, 19_999);
    }

    [Theory]
    [MemberData(nameof(Texts.Odd), MemberType = typeof(Texts))]
    public void What_is_written_is_read_back(string text)
    {
        var metadata = new ExtensionMetadata
        {
            Name = "x" + text,
            Version = text,
            Author = text,
            Description = text,
            TalosVersions = text,
            ExtraInfo = text.Length == 0 ? null : text,
        };

        Assert.Equal(metadata, ExtensionManifest.Parse(ExtensionManifest.Write(metadata)));
    }

    private static ExtensionMetadata Parse(string yaml) => ExtensionManifest.Parse(Encoding.UTF8.GetBytes(yaml));
}
