using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Architecture;

public sealed class LayerTests
{
    public static TheoryData<string> Assemblies => [.. Layers.All.Select(layer => layer.Assembly)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_layer_uses_only_what_is_below_it(string assembly)
    {
        var layer = Layers.Of(assembly);

        Violations.None(layer.Violations(ReferencesOf(assembly)));
    }

    [Fact]
    public void Every_project_has_its_place_in_the_layers()
    {
        var projects = Directory.GetDirectories(RepositoryRoot.Combine("src")).Select(path => Path.GetFileName(path));

        Assert.All(projects, project => Layers.Of(project is "ImageFactory" ? "imagefactory" : project));
    }

    [Theory]
    [InlineData("ImageFactory.Formats", "ImageFactory.Boot")]
    [InlineData("ImageFactory.Formats", "YamlDotNet")]
    [InlineData("ImageFactory.Boot", "ImageFactory.Oci")]
    [InlineData("ImageFactory.Boot", "System.Net.Http")]
    [InlineData("ImageFactory.Oci", "ImageFactory.Boot")]
    [InlineData("ImageFactory.Assets", "ImageFactory.Sample")]
    [InlineData("ImageFactory.Assets", "imagefactory")]
    [InlineData("ImageFactory.Assets", "Microsoft.AspNetCore.Http.Abstractions")]
    [InlineData("ImageFactory.Assets", "System.Net.Http")]
    [InlineData("ImageFactory.Assets", "System.Diagnostics.Process")]
    [InlineData("ImageFactory.Sample", "ImageFactory.Assets")]
    [InlineData("ImageFactory.Sample", "System.CommandLine")]
    public void A_broken_layer_is_noticed(string assembly, string reference)
    {
        var layer = Layers.Of(assembly);

        var violation = Assert.Single(layer.Violations(["System.Runtime", "System.Linq", reference]));
        Assert.Equal($"{assembly} must not use {reference}", violation);
    }

    [Fact]
    public void References_are_read_from_the_built_assembly()
    {
        Assert.Contains(ReferencesOf("ImageFactory.Formats"), reference => reference is "System.Runtime");
    }

    private static List<string> ReferencesOf(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
