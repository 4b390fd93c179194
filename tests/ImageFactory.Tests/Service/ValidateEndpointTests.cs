using System.Net;
using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>A schematic is reviewed before anybody creates it.</summary>
public sealed class ValidateEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_schematic_is_valid_and_has_its_id_but_is_not_created()
    {
        const string Schematic = "customization: {extraKernelArgs: [only=reviewed], systemExtensions: {officialExtensions: [siderolabs/hello]}}";

        using var report = await ValidateAsync(Schematic, "version=v1.13.0");

        Assert.True(report.RootElement.GetProperty("valid").GetBoolean());
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
        var id = report.RootElement.GetProperty("id").GetString();
        using var read = await factory.Client.GetAsync(new Uri($"/schematics/{id}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(id, await factory.CreateAsync(Schematic));
    }

    [Fact]
    public async Task What_was_read_comes_back_as_canonical_YAML_and_as_a_document_that_has_the_same_ID()
    {
        using var report = await ValidateAsync(
            """
            overlay: {name: rpi_generic, image: siderolabs/sbc-raspberrypi, options: {a: 1, b: [true, ~, "1", 1.5], c: {d: x}}}
            customization:
              embeddedMachineConfiguration: "kind: X"
              extraKernelArgs: [a, "1"]
              meta: [{key: 0x0a, value: "x: 1"}]
              systemExtensions: {officialExtensions: [siderolabs/hello]}
              bootloader: grub
              secureboot: {enrollKeys: force, includeWellKnownCertificates: true}
              diskImage: {sectorSize: 4096}
            """,
            "version=v1.13.0&arch=arm64");

        var document = report.RootElement.GetProperty("document").GetRawText();
        using var again = await ValidateAsync(document, "version=v1.13.0&arch=arm64");
        Assert.Equal(report.RootElement.GetProperty("id").GetString(), again.RootElement.GetProperty("id").GetString());
        Assert.Equal(document, again.RootElement.GetProperty("document").GetRawText());
        Assert.Equal(report.RootElement.GetProperty("schematic").GetString(), again.RootElement.GetProperty("schematic").GetString());
        Assert.StartsWith("overlay:\n    image: siderolabs/sbc-raspberrypi\n", again.RootElement.GetProperty("schematic").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_findings_are_told_with_their_places()
    {
        using var report = await ValidateAsync(
            "customization: {systemExtensions: {officialExtensions: [siderolabs/helo, siderolabs/gasket, siderolabs/hello, 'other.example/a:1', siderolabs/hello]}}",
            "version=v1.13.0");

        Assert.False(report.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(
            [
                "error extension-unavailable customization.systemExtensions.officialExtensions[0]",
                "information extension-renamed customization.systemExtensions.officialExtensions[1]",
                "error extension-unavailable customization.systemExtensions.officialExtensions[3]",
                "warning extension-twice customization.systemExtensions.officialExtensions[4]",
            ],
            Findings(report));
        Assert.Contains("did you mean", report.RootElement.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_that_does_not_work_with_the_version_is_found_before_it_is_packed()
    {
        const string Schematic = "customization: {systemExtensions: {officialExtensions: [siderolabs/elder]}}";

        using var sound = await ValidateAsync(Schematic, "version=v1.12.4");
        using var report = await ValidateAsync(Schematic, "version=v1.13.0");

        Assert.Empty(Findings(sound));
        Assert.Equal("error extension-incompatible customization.systemExtensions.officialExtensions[0]", Assert.Single(Findings(report)));
        const string Sentence = "The extension siderolabs/elder works with Talos < 1.13.0; this is v1.13.0.";
        Assert.Equal(Sentence, report.RootElement.GetProperty("findings")[0].GetProperty("message").GetString());
        var initramfs = report.RootElement.GetProperty("outputs").EnumerateArray().Single(each => each.GetProperty("asset").ValueEquals("initramfs-amd64.xz"));
        Assert.Equal(Sentence, initramfs.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_document_with_faults_has_no_id_and_all_of_them()
    {
        using var report = await ValidateAsync("customization: {extraKernelArg: [a], bootloader: lilo}", "version=v1.13.0");

        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("id").ValueKind);
        Assert.Equal(2, report.RootElement.GetProperty("findings").GetArrayLength());
        Assert.Empty(report.RootElement.GetProperty("outputs").EnumerateArray());
    }

    [Fact]
    public async Task What_the_version_cannot_do_is_told_once()
    {
        using var report = await ValidateAsync("customization: {bootloader: dual-boot}", "version=v1.13.0&arch=arm64");

        Assert.Equal("error invalid-combination ", Assert.Single(Findings(report)));
    }

    [Fact]
    public async Task Outputs_weigh_what_they_weigh_when_they_are_made()
    {
        const string Schematic = "customization: {extraKernelArgs: [weighed], systemExtensions: {officialExtensions: [siderolabs/hello]}}";
        var id = await factory.CreateAsync(Schematic);
        foreach (var file in (string[])["kernel-amd64", "initramfs-amd64.xz", "cmdline-metal-amd64"])
        {
            using var made = await factory.Client.GetAsync(new Uri($"/image/{id}/v1.13.0/{file}", UriKind.Relative), Cancellation);
            var length = (await made.Content.ReadAsByteArrayAsync(Cancellation)).Length;

            using var report = await ValidateAsync(Schematic, "version=v1.13.0");

            Assert.Equal((length, true), Size(report, file));
        }
    }

    [Fact]
    public async Task Outputs_that_were_never_made_are_estimated_from_what_goes_in()
    {
        var other = await factory.CreateAsync("customization: {extraKernelArgs: [other]}");
        using var made = await factory.Client.GetAsync(new Uri($"/image/{other}/v1.12.4/kernel-amd64", UriKind.Relative), Cancellation);
        await made.Content.ReadAsByteArrayAsync(Cancellation);

        using var report = await ValidateAsync("customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}", "version=1.12.4");

        Assert.Equal((MiniRelease.Kernel("amd64").Length, true), Size(report, "kernel-amd64"));
        var (length, isExact) = Size(report, "initramfs-amd64.xz");
        Assert.True(length > MiniRelease.Initramfs("amd64").Length);
        Assert.False(isExact);
    }

    [Fact]
    public async Task What_nobody_can_tell_is_null()
    {
        using var report = await ValidateAsync("{}", "version=v1.3.7&arch=arm64");

        var output = report.RootElement.GetProperty("outputs").EnumerateArray().Single(each => each.GetProperty("asset").ValueEquals("kernel-arm64"));
        Assert.Equal(JsonValueKind.Null, output.GetProperty("size").ValueKind);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("version=one", HttpStatusCode.BadRequest)]
    [InlineData("version=v1.13.0&arch=riscv64", HttpStatusCode.BadRequest)]
    [InlineData("version=v9.9.9", HttpStatusCode.NotFound)]
    public async Task A_wrong_question_is_refused(string query, HttpStatusCode status)
    {
        using var answer = await factory.Client.PostAsync(new Uri($"/schematics/validate?{query}", UriKind.Relative), new StringContent("{}"), Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<JsonDocument> ValidateAsync(string schematic, string query)
    {
        using var answer = await factory.Client.PostAsync(new Uri($"/schematics/validate?{query}", UriKind.Relative), new StringContent(schematic), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body);
    }

    private static IEnumerable<string> Findings(JsonDocument report) => report.RootElement.GetProperty("findings").EnumerateArray().Select(finding =>
        $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()} {finding.GetProperty("path").GetString()}");

    private static (int Length, bool IsExact) Size(JsonDocument report, string asset)
    {
        var output = report.RootElement.GetProperty("outputs").EnumerateArray().Single(each => each.GetProperty("asset").ValueEquals(asset));
        return (output.GetProperty("size").GetInt32(), output.GetProperty("exact").GetBoolean());
    }
}
