using System.Text.Json;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Tests.Service;

/// <summary>What a form has to know of machines.</summary>
public sealed class MachineEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    [Fact]
    public async Task Every_platform_that_boots_is_listed_with_what_it_takes()
    {
        using var platforms = await ReadAsync("/platforms");

        Assert.Equal(Platforms.All.Where(platform => platform.BootMethods.Count > 0).Select(platform => platform.Name), Names(platforms));
        var metal = platforms.RootElement[0];
        Assert.Equal(
            """{"name":"metal","label":"Bare metal","architectures":["amd64","arm64"],"bootMethods":["iso","disk","pxe"],"diskSuffix":"raw.zst","secureBoot":true,"minimum":null}""",
            metal.GetRawText());
        Assert.Equal("v1.8.0-alpha.2", platforms.RootElement.EnumerateArray().Single(row => row.GetProperty("name").GetString() is "cloudstack").GetProperty("minimum").GetString());
    }

    [Fact]
    public async Task Every_board_has_an_overlay_that_is_known_and_its_options()
    {
        using var boards = await ReadAsync("/boards");

        Assert.All(Boards.All, board => Assert.NotNull(OverlayTable.Find(board.Overlay)));
        Assert.Equal(OverlayTable.All.Select(overlay => overlay.Name), Boards.All.Select(board => board.Overlay).Order(StringComparer.Ordinal));
        Assert.Equal(Boards.All.Select(board => board.Name), Names(boards));
        Assert.Equal(["configTxtAppend text", "configTxt text"], Options(boards, "rpi_generic"));
        Assert.Equal(["spi_boot switch"], Options(boards, "rock5b"));
        Assert.Empty(Options(boards, "rock64"));
    }

    [Fact]
    public async Task The_factory_says_what_its_operator_allows()
    {
        using var about = await ReadAsync("/about");

        Assert.Equal(FactoryFixture.ExternalUrl, about.RootElement.GetProperty("externalUrl").GetString());
        Assert.Equal(FactoryFixture.ExternalUrl, about.RootElement.GetProperty("pxeUrl").GetString());
        Assert.StartsWith("Image Factory v", about.RootElement.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.True(about.RootElement.GetProperty("secureBoot").GetBoolean());
        Assert.False(about.RootElement.GetProperty("embeddedConfiguration").GetBoolean());
    }

    private static IEnumerable<string> Names(JsonDocument document) => document.RootElement.EnumerateArray().Select(row => row.GetProperty("name").GetString()!);

    private static IEnumerable<string> Options(JsonDocument boards, string name) => boards.RootElement.EnumerateArray()
        .Single(row => string.Equals(row.GetProperty("name").GetString(), name, StringComparison.Ordinal))
        .GetProperty("options").EnumerateArray()
        .Select(option => $"{option.GetProperty("name").GetString()} {option.GetProperty("kind").GetString()}");

    private async Task<JsonDocument> ReadAsync(string path) => JsonDocument.Parse(
        await factory.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
}
