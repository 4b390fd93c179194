using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

public sealed class ExampleSchematicTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.PathOf("schematics"), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_is_a_valid_schematic_that_asks_for_something(string name)
    {
        var document = await File.ReadAllBytesAsync(Repository.PathOf("schematics", name), TestContext.Current.CancellationToken);

        var result = SchematicReader.Read(document);

        Assert.True(result.IsValid, result.ErrorText);
        Assert.NotEqual(SchematicId.Of(new Schematic()), SchematicId.Of(result.Schematic));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_begins_with_what_it_is_for(string name)
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf("schematics", name), TestContext.Current.CancellationToken);

        Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
    }
}
