using System.Diagnostics;
using System.Text;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

public sealed class HostileSchematicTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static TheoryData<string, string, string> Documents => new()
    {
        { "alias bomb", AliasBomb(), SchematicFaultCodes.TooLarge },
        { "text bomb", $"overlay:\n  options:\n    a: &a {new string('x', 50_000)}\n    b: [{Repeat("*a", 1000)}]", SchematicFaultCodes.TooLarge },
        { "merge bomb", MergeBomb(), SchematicFaultCodes.TooLarge },
        { "deep lists", $"overlay: {{options: {{a: {new string('[', 30_000)}", SchematicFaultCodes.TooLarge },
        { "deep mappings", $"overlay: {{options: {{a: {string.Concat(Enumerable.Repeat("{a: ", 15_000))}", SchematicFaultCodes.TooLarge },
        { "deep block", "overlay:\n" + string.Concat(Enumerable.Range(1, 200).Select(i => new string(' ', i) + "a:\n")), SchematicFaultCodes.TooLarge },
        { "deep aliases", "overlay: {options: {" + string.Concat(Enumerable.Range(1, 70).Select(i => $"a{i}: &a{i} [*a{i - 1}], ")).Replace("*a0", "x", StringComparison.Ordinal) + "}}", SchematicFaultCodes.TooLarge },
        { "many items", $"customization: {{extraKernelArgs: [{Repeat("a", 30_000)}]}}", SchematicFaultCodes.TooLarge },
        { "many unknown fields", string.Concat(Enumerable.Range(0, 4000).Select(i => $"a{i}: b\n")), SchematicFaultCodes.TooManyFaults },
        { "huge scalar", "owner: " + new string('a', 70_000), SchematicFaultCodes.TooLarge },
        { "huge document", "# " + new string('a', 2_000_000), SchematicFaultCodes.TooLarge },
        { "endless quotes", "owner: \"" + new string('a', 1_000_000), SchematicFaultCodes.Syntax },
        { "long number", "overlay: {options: {a: " + new string('9', 60_000) + "}}", "" },
        { "long base 60", "overlay: {options: {a: " + string.Concat(Enumerable.Repeat("1:", 30_000)) + "x}}", "" },
        { "anchors only", string.Concat(Enumerable.Repeat("&a ", 20_000)), SchematicFaultCodes.Syntax },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 30_000)), SchematicFaultCodes.TooLarge },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 30_000)), SchematicFaultCodes.TooLarge },
        { "NUL", "owner: a\0b", SchematicFaultCodes.Character },
        { "NUL after the document", "owner: a\n...\n\0", SchematicFaultCodes.Character },
        { "not a character", "owner: \uFFFE", SchematicFaultCodes.Character },
        { "half a character", "owner: \"\\ud800\"", SchematicFaultCodes.Syntax },
        { "binary that is no text", "owner: !!binary /w==", SchematicFaultCodes.Tag },
        { "binary that is no base64", "owner: !!binary '*'", SchematicFaultCodes.Tag },
        { "line separator in a flow mapping", "overlay: {name: a, image: b\u2028c}", SchematicFaultCodes.Syntax },
        { "tag that is no URI", "owner: !<:> c", SchematicFaultCodes.Syntax },
        { "other version", "%YAML 3.0\n---\n{}", SchematicFaultCodes.Syntax },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_document_ends_quickly_in_a_fault(string name, string document, string code)
    {
        var clock = Stopwatch.StartNew();
        var result = SchematicReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.True(clock.Elapsed < Patience, $"{name} took {clock.Elapsed}.");
        Assert.Equal(code, result.IsValid ? "" : result.Faults[^1].Code);
    }

    [Fact]
    public void Invalid_utf8_is_a_fault_with_its_place()
    {
        byte[] document = [.. "owner: é\nb: "u8, 0xC3, 0x28];

        var fault = Assert.Single(SchematicReader.Read(document).Faults);

        Assert.Equal((SchematicFaultCodes.Encoding, 2, 4), (fault.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void A_large_document_is_for_machine_configurations_only()
    {
        var text = string.Concat(Enumerable.Repeat("    # a comment in the configuration\n", 5000));

        var configured = SchematicReader.Read(Encoding.UTF8.GetBytes("customization:\n  embeddedMachineConfiguration: |\n" + text));
        var plain = SchematicReader.Read(Encoding.UTF8.GetBytes("owner: |\n" + text));

        Assert.True(configured.IsValid, configured.ErrorText);
        Assert.Equal("line 1: the document has 185009 bytes; at most 65536 are accepted", plain.ErrorText);
    }

    [Fact]
    public void Limits_can_be_set()
    {
        var limits = SchematicLimits.Default with { MaxDepth = 3 };

        var result = SchematicReader.Read("customization: {meta: [{key: 1}]}"u8, limits);

        Assert.Equal(SchematicFaultCodes.TooLarge, Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void Damaged_documents_never_throw()
    {
        var random = new Random(20240601);
        var documents = SchematicVectors.All.Where(vector => vector.Yaml is not null).Select(vector => Encoding.UTF8.GetBytes(vector.Yaml!)).ToList();
        var bytes = "{}[]:,-?&*!|>'\"%@`#\n\r\t \\~<0a\u0000\u00E9\u2028\u0085"u8.ToArray();
        var invalid = 0;

        for (var i = 0; i < 4000; i++)
        {
            var document = documents[random.Next(documents.Count)].ToList();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                document.Insert(random.Next(document.Count + 1), bytes[random.Next(bytes.Length)]);
            }

            invalid += SchematicReader.Read(document.ToArray()).IsValid ? 0 : 1;
        }

        Assert.InRange(invalid, 1000, 3999);
    }

    private static string Repeat(string item, int count) => string.Join(", ", Enumerable.Repeat(item, count));

    private static string AliasBomb()
    {
        var levels = Enumerable.Range(1, 30).Select(i => $"    a{i}: &a{i} [{Repeat($"*a{i - 1}", 9)}]\n");
        return "overlay:\n  options:\n    a0: &a0 x\n" + string.Concat(levels);
    }

    private static string MergeBomb()
    {
        var levels = Enumerable.Range(1, 30).Select(i => $"    a{i}: &a{i}\n      <<: [{Repeat($"*a{i - 1}", 9)}]\n");
        return "overlay:\n  options:\n    a0: &a0 {x: y}\n" + string.Concat(levels);
    }
}
