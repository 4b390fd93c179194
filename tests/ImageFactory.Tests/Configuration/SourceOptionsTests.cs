using System.CommandLine;
using ImageFactory.Assets;
using ImageFactory.Commands;
using ImageFactory.Configuration;
using ImageFactory.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFactory.Tests.Configuration;

/// <summary>Where an operator says that images come from.</summary>
public sealed class SourceOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Mirrors_are_a_list_in_the_configuration_and_keep_their_order()
    {
        var options = Read(await ConfigureAsync());

        Assert.Equal(["harbor.example/ghcr", "http://10.0.0.1:5000"], options.Mirrors);
        Assert.Equal(TimeSpan.FromMinutes(5), options.RefreshInterval);
    }

    [Fact]
    public async Task Mirrors_of_the_command_line_replace_those_of_the_configuration()
    {
        var options = Read(await ConfigureAsync(), "--mirror", "one.example", "--mirror", "two.example/prefix", "--mirror", "three.example");

        Assert.Equal(["one.example", "two.example/prefix", "three.example"], options.Mirrors);
    }

    [Theory]
    [InlineData("ghcr.io", "/nonsense", "The mirror '/nonsense' is not a registry")]
    [InlineData("ghcr.io", "https://user:secret@mirror.example", "The mirror 'mirror.example' is not a registry")]
    [InlineData("nonsense", "mirror.example", "The source 'nonsense' is neither a directory")]
    [InlineData("", "mirror.example", "is a directory; mirrors go with a registry")]
    public void What_is_no_registry_is_told(string source, string mirror, string expected)
    {
        var options = new FactoryOptions { Source = source.Length == 0 ? _directory.Combine(".") : source, Mirrors = [mirror] };

        var fault = Assert.Throws<FactoryException>(() => new ServiceCollection().AddFactory(options));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("8.00:00:00")]
    public async Task An_interval_has_its_limits(string interval)
    {
        var file = _directory.Combine("limits.json");
        await File.WriteAllTextAsync(file, $"{{\"Source\":\"ghcr.io\",\"RefreshInterval\":\"{interval}\"}}", TestContext.Current.CancellationToken);

        var fault = Assert.Throws<FactoryException>(() => Read(file));

        Assert.Contains("RefreshInterval", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static FactoryOptions Read(string file, params string[] arguments)
    {
        var command = new RootCommand();
        var configuration = new ConfigurationOptions();
        configuration.AddTo(command);
        return configuration.Read(command.Parse(["--config", file, .. arguments]));
    }

    private async Task<string> ConfigureAsync()
    {
        var file = _directory.Combine("factory.json");
        await File.WriteAllTextAsync(
            file,
            """{"Source": "ghcr.io", "Mirrors": ["harbor.example/ghcr", "http://10.0.0.1:5000"], "RefreshInterval": "00:05:00"}""",
            TestContext.Current.CancellationToken);
        return file;
    }
}
