using System.Reflection;
using System.Xml.Linq;

namespace ImageFactory.Tests.Architecture;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData("ImageFactory.Formats")]
    [InlineData("ImageFactory.Boot")]
    public void Every_public_type_is_documented(string assembly)
    {
        var types = Assembly.Load(assembly).GetExportedTypes();

        Violations.None(Undocumented(types, Documentation(assembly)));
    }

    [Fact]
    public void A_type_without_a_summary_is_noticed()
    {
        var empty = XDocument.Parse("<doc><members><member name='T:System.Lazy`1'><summary> </summary></member></members></doc>");
        var full = XDocument.Parse("<doc><members><member name='T:System.Lazy`1'><summary>Later.</summary></member></members></doc>");

        Assert.Equal("System.Lazy`1", Assert.Single(Undocumented([typeof(Lazy<>)], empty)));
        Assert.Equal("System.Range", Assert.Single(Undocumented([typeof(Lazy<>), typeof(Range)], full)));
    }

    private static XDocument Documentation(string assembly) => XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"));

    private static IEnumerable<string> Undocumented(IEnumerable<Type> types, XDocument documentation)
    {
        var summaries = documentation.Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value) || member.Element("inheritdoc") is not null)
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        return types.Select(type => type.FullName!.Replace('+', '.')).Where(name => !summaries.Contains("T:" + name));
    }
}
