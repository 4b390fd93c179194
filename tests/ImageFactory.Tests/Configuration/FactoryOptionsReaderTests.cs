using ImageFactory.Assets;
using ImageFactory.Configuration;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Configuration;

public sealed class FactoryOptionsReaderTests : IDisposable
{
    // No other test reads these keys from the environment.
    private const string Variable = "IMAGEFACTORY_SPLASH";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_environment_wins_over_the_file_and_the_command_line_over_both()
    {
        var file = _directory.Combine("config.json");
        await File.WriteAllTextAsync(
            file, "{\"Source\":\"file\",\"Splash\":\"file\",\"Data\":\"file\",\"ZstdLevel\":9}", TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable(Variable, "environment");

        var options = FactoryOptionsReader.Read(file, Values(("Source", "line"), ("Data", null)));
        var line = FactoryOptionsReader.Read(file, Values(("Splash", "line")));

        Assert.Equal(("line", "environment", "file", 9), (options.Source, options.Splash, options.Data, options.ZstdLevel));
        Assert.Equal("line", line.Splash);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<FactoryException>(
            () => FactoryOptionsReader.Read(null, Values(("ExternalUrl", "nonsense"), ("ZstdLevel", "0"), ("XzPreset", "10"))));

        Assert.Equal(4, fault.Message.Split('\n').Length);
        Assert.All(["--source", "ExternalUrl", "ZstdLevel", "XzPreset"], expected => Assert.Contains(expected, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_in_the_place_of_a_number_is_a_fault()
    {
        var fault = Assert.Throws<FactoryException>(() => FactoryOptionsReader.Read(null, Values(("Source", "x"), ("ZstdLevel", "high"))));

        Assert.Contains("ZstdLevel", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _directory.Dispose();
    }

    private static Dictionary<string, string?> Values(params (string Key, string? Value)[] values) =>
        values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
}
