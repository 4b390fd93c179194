using System.Text;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

public sealed class SchematicFaultTests
{
    [Theory]
    [InlineData("something:", "line 1: unknown field \"something\"; valid here: owner, overlay, customization")]
    [InlineData("customization:\n  kernelArgs: [a]", "line 2: unknown field \"kernelArgs\" in customization; did you mean \"extraKernelArgs\"?")]
    [InlineData("customization:\n  extrakernelargs: [a]", "line 2: unknown field \"extrakernelargs\" in customization; did you mean \"extraKernelArgs\"?")]
    [InlineData("officialExtensions: [a]", "line 1: unknown field \"officialExtensions\"; it belongs into customization.systemExtensions")]
    [InlineData("customization: {bootloader: sdboot}", "line 1: customization.bootloader: \"sdboot\" is not a boot loader; did you mean \"sd-boot\"? valid values: auto, none, dual-boot, sd-boot, grub")]
    [InlineData("customization: {extraKernelArgs: a}", "line 1: customization.extraKernelArgs: this is \"a\"; expected a list")]
    [InlineData("customization: {extraKernelArgs: [[a]]}", "line 1: customization.extraKernelArgs[0]: this is a list; expected a string")]
    [InlineData("customization: {embeddedMachineConfiguration: {machine: {}}}", "line 1: customization.embeddedMachineConfiguration: this is a mapping; expected a string: put \"|\" after the colon to keep the lines below as text")]
    [InlineData("customization: []", "line 1: customization: this is a list; expected a mapping with embeddedMachineConfiguration, extraKernelArgs, meta, systemExtensions, bootloader, secureboot, diskImage")]
    [InlineData("customization: {meta: [{key: 256}]}", "line 1: customization.meta[0].key: \"256\" is out of range; expected a whole number from 0 to 255")]
    [InlineData("customization: {meta: [{key: '10'}]}", "line 1: customization.meta[0].key: \"10\" is not a number; expected a whole number from 0 to 255 without quotes")]
    [InlineData("customization: {meta: [{key: 1.5}]}", "line 1: customization.meta[0].key: \"1.5\" is out of range; expected a whole number from 0 to 255")]
    [InlineData("customization: {secureboot: {includeWellKnownCertificates: 'true'}}", "line 1: customization.secureboot.includeWellKnownCertificates: \"true\" is not a boolean; expected true or false")]
    [InlineData("owner: 2001-01-01", "line 1: owner: \"2001-01-01\" is a date; expected a string: put it in quotes")]
    [InlineData("owner: a\noverlay: {}\nowner: b", "line 3: owner: \"owner\" is already given in line 1")]
    [InlineData("overlay: {options: {null: a}}", "line 1: there is a value without a name; put the name before the colon")]
    [InlineData("overlay: {options: {a: <<}}", "line 1: overlay.options.a: \"<<\" is a merge key and no value; put it in quotes")]
    [InlineData("overlay: {options: {a: {<<: b}}}", "line 1: overlay.options.a: \"<<\" cannot merge \"b\"; expected a mapping or a list of mappings")]
    [InlineData("overlay: {options: {a: !!int b}}", "line 1: overlay.options.a: \"b\" does not suit its tag \"tag:yaml.org,2002:int\"; leave the tag out")]
    [InlineData("overlay: {options: {a: {[b]: c}}}", "line 1: overlay.options.a: this is a list; expected a string")]
    [InlineData("owner: *a", "line 1: the anchor \"a\" is not defined before")]
    [InlineData("owner: &a [*a]", "line 1: the anchor \"a\" contains itself")]
    [InlineData("{\"owner\": \"a\\/b\"}", "line 1: this is not valid YAML: \"\\/\" is an escape of JSON that YAML 1.1 does not have; write the character itself")]
    [InlineData("customization: {extraKernelArgs: [a:]}", "line 1: this is not valid YAML: an unquoted value in brackets cannot start or end with a colon; put the value in quotes")]
    [InlineData("a", "line 1: this is \"a\"; expected a mapping with owner, overlay, customization")]
    [InlineData("# nothing\n", "line 1: the document is empty; the smallest schematic is \"{}\"")]
    [InlineData("", "line 1: the document is empty; the smallest schematic is \"{}\"")]
    public void A_fault_says_what_is_wrong_and_what_would_be_right(string document, string text)
    {
        var result = Read(document);

        Assert.Null(result.Schematic);
        Assert.Equal(text, result.ErrorText);
    }

    [Fact]
    public void All_faults_are_reported_at_once_in_document_order()
    {
        var result = Read("customization:\n  meta:\n    - key: 1000\n      vale: a\n  bootloader: lilo\nowner: [a]\n");

        Assert.Equal(
            [
                (SchematicFaultCodes.InvalidValue, "customization.meta[0].key", 3, 12),
                (SchematicFaultCodes.UnknownField, "customization.meta[0].vale", 4, 7),
                (SchematicFaultCodes.InvalidValue, "customization.bootloader", 5, 15),
                (SchematicFaultCodes.WrongType, "owner", 6, 8),
            ],
            result.Faults.Select(fault => (fault.Code, fault.Path, fault.Line, fault.Column)));
    }

    [Fact]
    public void A_fault_in_an_aliased_value_is_reported_once()
    {
        var result = Read("customization:\n  extraKernelArgs: [&a [b], *a, *a]\n");

        Assert.Equal(3, result.Faults.Count);
        Assert.Equal(3, result.Faults.Select(fault => fault.Path).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_long_or_unprintable_name_is_quoted_short()
    {
        var result = Read($"\"\\n{new string('a', 1000)}\": b");

        Assert.InRange(result.Faults[0].Problem.Length, 60, 100);
        Assert.DoesNotContain('\n', result.ErrorText);
    }

    [Theory]
    [InlineData("owner: a\n---\n[[[ not looked at", "a")]
    [InlineData("\uFEFFowner: a", "a")]
    [InlineData("owner: 1_0", "1_0")]
    [InlineData("owner: !mine 12", "12")]
    [InlineData("owner: !!binary aGVsbG8=", "hello")]
    [InlineData("owner: \"\\ud7ff\"", "\ud7ff")]
    [InlineData("owner: a\r\n", "a")]
    [InlineData("owner: 'a\u0085  b'", "a b")]
    [InlineData("<<: [{owner: a}, {owner: b}]", "a")]
    [InlineData("<<: {owner: b}\nowner: a", "a")]
    public void What_the_reference_reads_is_read(string document, string owner)
    {
        var result = Read(document);

        Assert.True(result.IsValid, result.ErrorText);
        Assert.Equal(owner, result.Schematic.Owner);
    }

    [Fact]
    public void Utf16_with_a_byte_order_mark_is_read()
    {
        byte[] document = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("owner: é")];

        Assert.Equal("é", SchematicReader.Read(document).Schematic?.Owner);
    }

    private static SchematicReadResult Read(string document) => SchematicReader.Read(Encoding.UTF8.GetBytes(document));
}
