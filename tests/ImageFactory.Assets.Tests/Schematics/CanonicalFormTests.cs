using System.Text;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Tests.Schematics;

/// <summary>What the vectors leave open, recorded from go-yaml v4.0.0-rc.6.</summary>
public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("-0", "-0")]
    [InlineData("-00", "0")]
    [InlineData("-0x0", "0")]
    [InlineData("0b-1", "0b-1")]
    [InlineData(".5_0", "0.5")]
    [InlineData("._5", "._5")]
    [InlineData("99999", "99999")]
    [InlineData("100000.0", "100000")]
    [InlineData("1000000.0", "1e+06")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("-1.5e-5", "-1.5e-05")]
    [InlineData("1e-400", "0")]
    [InlineData("!!float 10000000", "1e+07")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("2001-1-1 1:2:3", "2001-01-01T01:02:03Z")]
    [InlineData("2001-01-01T01:02:03.1200+01:00", "2001-01-01T01:02:03.12+01:00")]
    [InlineData("2001-01-01T01:02:03+24:60", "2001-01-01T01:02:03+25:00")]
    [InlineData("2001-01-01 01:02:03Z", "2001-01-01 01:02:03Z")]
    [InlineData("0000-02-29", "0000-02-29T00:00:00Z")]
    [InlineData("2001-02-29", "2001-02-29")]
    [InlineData("\"\\u00A0\\n\"", "\"\u00A0\\n\"")]
    [InlineData("\"a\\u2028b\"", "'a\u2028            b'")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void An_option_is_written_as_the_reference_writes_it(string value, string canonical)
    {
        var text = Canonical($"overlay: {{options: {{a: {value}}}}}");

        Assert.Equal($"overlay:\n    image: \"\"\n    name: \"\"\n    options:\n        a: {canonical}\ncustomization: {{}}\n", text);
    }

    [Theory]
    [InlineData("{<<: {1: 2}, x: z}", "\"1\": 2|x: z")]
    [InlineData("{<<: {1: 2}, 3: z}", "1: 2|3: z")]
    [InlineData("{<<: [{x: 1}, {x: 2, z: 3}], b: c}", "b: c|x: 1|z: 3")]
    [InlineData("{x10: a, x9: b, x: c, 10: d, 9.5: e, true: f, null: g}", "true: f|9.5: e|10: d|null: g|x: c|x9: b|x10: a")]
    [InlineData("{2001-01-01: a, b: c}", "b: c|2001-01-01T00:00:00Z: a")]
    public void A_mapping_is_merged_and_ordered_as_the_reference_does(string mapping, string lines)
    {
        var text = Canonical($"overlay: {{options: {{a: {mapping}}}}}");

        var expected = string.Concat(lines.Split('|').Select(line => $"            {line}\n"));
        Assert.Equal($"overlay:\n    image: \"\"\n    name: \"\"\n    options:\n        a:\n{expected}customization: {{}}\n", text);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("ON", true)]
    [InlineData("'y'", true)]
    [InlineData("Off", false)]
    [InlineData("N", false)]
    public void Old_words_are_booleans_where_one_is_expected(string word, bool expected)
    {
        var result = SchematicReader.Read(Encoding.UTF8.GetBytes($"customization: {{secureboot: {{includeWellKnownCertificates: {word}}}}}"));

        Assert.Equal(expected, result.Schematic?.Customization.SecureBoot.IncludeWellKnownCertificates);
    }

    [Fact]
    public void Keys_whose_numbers_overflow_are_ordered_somehow()
    {
        var keys = Enumerable.Range(0, 500).Select(i => YamlScalar.OfText($"{i % 7}{new string((char)('1' + (i % 9)), 15 + (i % 11))}x{i}"));
        var schematic = new Schematic
        {
            Overlay = new Overlay { Options = new YamlMapping([.. keys.Select(key => new YamlEntry(key, YamlScalar.OfText("a")))]) },
        };

        Assert.Equal(500 + 5, Encoding.UTF8.GetString(SchematicWriter.Write(schematic)).Count(c => c == '\n'));
    }

    private static string Canonical(string document)
    {
        var result = SchematicReader.Read(Encoding.UTF8.GetBytes(document));
        Assert.True(result.IsValid, result.ErrorText);
        return Encoding.UTF8.GetString(SchematicWriter.Write(result.Schematic));
    }
}
