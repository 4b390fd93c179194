using System.Net;
using System.Text.Json;
using ImageFactory.Boot.Inspection;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Tests.Service;

/// <summary>What a TPM will hold is told beside every asset with a unified kernel image.</summary>
public sealed class MeasurementTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private const string Schematic = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}, extraKernelArgs: [measured=1]}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.13.0", "metal-amd64-uki.efi")]
    [InlineData("v1.13.0", "metal-amd64-secureboot-uki.efi")]
    [InlineData("v1.13.0", "metal-arm64-secureboot.iso")]
    [InlineData("v1.5.5", "metal-amd64-secureboot-uki.efi")]
    public async Task It_is_told_before_the_asset_is_made_and_is_what_the_asset_holds(string version, string file)
    {
        var uri = $"/image/{await factory.CreateAsync(Schematic)}/{version}/{file}";

        var document = await GetAsync(uri + ".measurements.json");
        var executable = await InspectAsync(await factory.Client.GetByteArrayAsync(new Uri(uri, UriKind.Relative), Cancellation));

        Assert.Equal(file, document.GetProperty("asset").GetString());
        Assert.Equal(11, document.GetProperty("register").GetInt32());
        Assert.Equal(
            executable.Profiles.Select(profile => (profile.Id, profile.Title, profile.CommandLine)),
            document.GetProperty("profiles").EnumerateArray().Select(profile => (Text(profile, "id"), Text(profile, "title"), Text(profile, "commandLine"))));
        Assert.Equal(
            executable.Profiles.SelectMany(profile => profile.Registers),
            document.GetProperty("profiles").EnumerateArray().SelectMany(profile => profile.GetProperty("registers").EnumerateArray())
                .Select(register => new InspectedRegister(Text(register, "bank")!, Text(register, "afterSections")!, Text(register, "afterPhases")!)));
    }

    [Fact]
    public async Task An_installer_and_a_disk_have_the_same_and_a_uki_alone_has_another()
    {
        var image = $"/image/{await factory.CreateAsync(Schematic)}/v1.13.0";

        var disk = await ProfilesAsync($"{image}/metal-amd64-secureboot.raw");

        Assert.Equal(disk, await ProfilesAsync($"{image}/installer-amd64-secureboot.tar"));
        Assert.NotEqual(disk, await ProfilesAsync($"{image}/metal-amd64-secureboot-uki.efi"));
    }

    [Fact]
    public async Task The_list_of_assets_names_it_where_there_is_one()
    {
        using var model = JsonDocument.Parse(await factory.Client.GetByteArrayAsync(
            new Uri($"/models/{await factory.CreateAsync("{}")}/v1.13.0?platform=metal&arch=amd64", UriKind.Relative), Cancellation));

        var measured = model.RootElement.GetProperty("assets").EnumerateArray()
            .Where(asset => asset.TryGetProperty("measurements", out _)).Select(asset => asset.GetProperty("name").GetString()).ToList();

        Assert.Contains("metal-amd64-uki.efi", measured);
        Assert.Contains("metal-amd64-secureboot.iso", measured);
        Assert.DoesNotContain("kernel-amd64", measured);
    }

    [Theory]
    [InlineData("v1.13.0", "kernel-amd64")]
    [InlineData("v1.13.0", "initramfs-amd64.xz")]
    [InlineData("v1.5.5", "metal-amd64.iso")]
    public async Task What_has_no_unified_kernel_image_is_400_with_what_has(string version, string file)
    {
        var uri = new Uri($"/image/{await factory.CreateAsync("{}")}/{version}/{file}.measurements.json", UriKind.Relative);

        using var answer = await factory.Client.GetAsync(uri, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("metal-amd64-uki.efi", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_waited_for_as_a_job()
    {
        var id = await factory.CreateAsync("customization: {extraKernelArgs: [measured=as.job]}");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/image/{id}/v1.13.0/metal-amd64-uki.efi.measurements.json", UriKind.Relative));
        request.Headers.Add("Prefer", "respond-async, wait=60");

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("measured=as.job", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<string> ProfilesAsync(string uri) => (await GetAsync(uri + ".measurements.json")).GetProperty("profiles").GetRawText();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await factory.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancellation));
        return document.RootElement.Clone();
    }

    private static async Task<InspectedExecutable> InspectAsync(byte[] image)
    {
        var blobs = new MemoryBlobs();
        var inspection = await ImageInspector.InspectAsync(blobs.Add(image), blobs, Cancellation);
        return inspection.Executables.Single(executable => executable.Profiles.Count > 0);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
