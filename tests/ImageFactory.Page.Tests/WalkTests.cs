using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageFactory.Page.Tests;

/// <summary>The whole path, from the first page to bytes on the visitor's disk.</summary>
public sealed class WalkTests(PageFixture factory)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 180_000 };

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task From_the_first_page_to_bytes_with_the_checksum_that_was_shown(string language)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/", new VisitorOptions { Language = language });
        var page = visitor.Page;
        Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));

        await page.GetByLabel(visitor.Texts["version.label"]).SelectOptionAsync("v1.13.0");
        await visitor.SettleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = visitor.Texts["machine.secureboot"], Exact = true }).CheckAsync();
        await Extension(page, "amd-ucode").CheckAsync();
        await visitor.OpenAsync("options.args");
        await page.GetByLabel(visitor.Texts["args.label"], new() { Exact = true }).FillAsync($"console=ttyS0 walk={language}");
        await Expect(page.Locator(".recipe pre")).ToContainTextAsync($"walk={language}");
        var id = await visitor.RecipeIdAsync();

        await visitor.Button("recipe.finish").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(visitor.Texts["result.heading"]);
        Assert.Contains($"schematic-id={id}", page.Url, StringComparison.Ordinal);
        var card = page.Locator(".card.first");
        await card.GetByRole(AriaRole.Button, new() { Name = visitor.Texts["asset.make"], Exact = true }).ClickAsync();
        await Expect(card.Locator(".digest")).ToBeVisibleAsync(Patient);
        var shown = await card.Locator(".digest code").TextContentAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => card.Locator("a[download]").ClickAsync());
        Assert.Equal("metal-amd64-secureboot.iso", download.SuggestedFilename);
        Assert.Equal(shown, await HashAsync(await download.PathAsync()));

        await page.GoBackAsync();
        await visitor.SettleAsync();
        await Expect(page.GetByLabel(visitor.Texts["version.label"])).ToHaveValueAsync("v1.13.0");
        await Expect(Extension(page, "amd-ucode")).ToBeCheckedAsync();
        Assert.Equal(id, await visitor.RecipeIdAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/");
        var page = visitor.Page;

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#skip")).ToBeFocusedAsync();
        await TabToAsync(page, page.Locator("input[name=target]:checked"));
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("input[name=target][value=cloud]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator("input[name=target][value=metal]")).ToBeCheckedAsync();
        await TabToAsync(page, page.Locator("#version"));
        await page.Keyboard.TypeAsync("v1.12.4");
        await Expect(page.Locator("#version")).ToHaveValueAsync("v1.12.4");
        await visitor.SettleAsync();
        await TabToAsync(page, Extension(page, "fuse3"));
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator(".recipe pre")).ToContainTextAsync("siderolabs/fuse3");
        await visitor.SettleAsync();
        await TabToAsync(page, visitor.Button("recipe.finish"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        var card = page.Locator(".card.first");
        await TabToAsync(page, card.GetByRole(AriaRole.Button, new() { Name = visitor.Texts["asset.make"], Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(card.Locator(".digest")).ToBeVisibleAsync(Patient);
        await Expect(card.Locator("a[download]")).ToBeFocusedAsync();
        var shown = await card.Locator(".digest code").TextContentAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Equal(shown, await HashAsync(await download.PathAsync()));
    }

    [Fact]
    public async Task Every_choice_is_in_the_address_but_the_configuration_which_the_window_remembers()
    {
        const string Address = "/?target=metal&version=v1.13.0&arch=arm64&extensions=siderolabs%2Ffuse3&cmdline=a+b%3D%22c+d%22&meta=0x0a%3Draw"
            + "&meta=0x0c%3Dother&bootloader=sd-boot&sector=4096";
        await using var visitor = await Visitor.ArriveAsync(factory, Address);
        var page = visitor.Page;
        var id = await visitor.RecipeIdAsync();

        await visitor.OpenAsync("options.config");
        await page.GetByLabel(visitor.Texts["config.label"], new() { Exact = true }).FillAsync("kind: secret");
        await Expect(page.Locator(".recipe pre")).ToContainTextAsync("kind: secret");
        var withConfiguration = await visitor.RecipeIdAsync();
        Assert.DoesNotContain("secret", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();

        Assert.Equal(withConfiguration, await visitor.RecipeIdAsync());
        Assert.NotEqual(id, withConfiguration);
        Assert.EndsWith(Address, page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_extension_weighs_is_beside_it_and_so_is_the_sum_of_the_chosen()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/?version=v1.13.0&extensions=siderolabs/amd-ucode&extensions=siderolabs/fuse3");
        var page = visitor.Page;
        var sizes = await SizesAsync(page, "amd64");

        await Expect(page.Locator(".extension", new() { HasText = "amd-ucode" }).Locator(".weight"))
            .ToHaveTextAsync(await ShortAsync(page, sizes["siderolabs/amd-ucode"]));
        var together = visitor.Texts.Forms("extensions.together")["other"]
            .Replace("{count}", "2", StringComparison.Ordinal)
            .Replace("{size}", await ShortAsync(page, sizes["siderolabs/amd-ucode"] + sizes["siderolabs/fuse3"]), StringComparison.Ordinal);
        await Expect(page.Locator("main")).ToContainTextAsync(together);
    }

    [Fact]
    public async Task What_a_TPM_will_hold_is_shown_for_every_boot_entry()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        var page = visitor.Page;
        var address = await Views.AddressAsync(visitor, "result", factory.Url);
        await visitor.GoAsync(address);
        var entry = page.Locator("details", new() { HasText = "metal-amd64-secureboot.iso" }).Last;

        await entry.Locator("summary").ClickAsync();
        await Expect(entry.Locator(".hash")).ToHaveCountAsync(4, new() { Timeout = 180_000 });

        var id = address[(address.LastIndexOf('=') + 1)..];
        var answer = await page.APIRequest.GetAsync($"{factory.Url}/image/{id}/v1.13.0/metal-amd64-secureboot.iso.measurements.json");
        var expected = (await answer.JsonAsync())!.Value.GetProperty("profiles").EnumerateArray()
            .Select(profile => profile.GetProperty("registers")[0])
            .SelectMany(register => new[] { register.GetProperty("afterSections").GetString(), register.GetProperty("afterPhases").GetString() });
        Assert.Equal(expected, await entry.Locator(".hash code").AllTextContentsAsync());
    }

    [Fact]
    public async Task An_ID_fills_every_field_again()
    {
        const string Yaml =
            """
            overlay: {image: siderolabs/sbc-raspberrypi, name: rpi_generic, options: {configTxtAppend: "dtoverlay=x"}}
            customization:
              extraKernelArgs: [quiet]
              meta: [{key: 10, value: "hostnames:\n  - hostname: node-1\n    domainname: \"\"\n    layer: platform\n"}]
              systemExtensions: {officialExtensions: [siderolabs/fuse3]}
              diskImage: {sectorSize: 4096}
            """;
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        var page = visitor.Page;
        var answer = await page.APIRequest.PostAsync($"{factory.Url}/schematics", new() { Data = Yaml });
        var id = (await answer.JsonAsync())!.Value.GetProperty("id").GetString();

        await visitor.GoAsync($"/lookup?q=annotation+{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = visitor.Texts["look.edit"], Exact = true }).ClickAsync();

        Assert.Equal(id, await visitor.RecipeIdAsync());
        await Expect(page.Locator("input[name=board][value=rpi_generic]")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("configTxtAppend")).ToHaveValueAsync("dtoverlay=x");
        await Expect(page.GetByLabel(visitor.Texts["network.hostname"], new() { Exact = true })).ToHaveValueAsync("node-1");
        await Expect(page.Locator("input[name=sector][value='4096']")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_first_view_weighs_less_than_60_kB()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        var requests = new List<IRequest>();
        visitor.Page.RequestFinished += (_, request) => requests.Add(request);

        await visitor.GoAsync("/");

        var sizes = await Task.WhenAll(requests.Select(request => request.SizesAsync()));
        Assert.InRange(sizes.Sum(size => size.ResponseBodySize + size.ResponseHeadersSize), 10_000, 60_000);
    }

    internal static ILocator Extension(IPage page, string name) =>
        page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex($"^{name} ", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    private async Task<Dictionary<string, long>> SizesAsync(IPage page, string architecture)
    {
        var answer = await page.APIRequest.GetAsync($"{factory.Url}/version/v1.13.0/extensions/sizes?arch={architecture}");
        return (await answer.JsonAsync())!.Value.EnumerateArray()
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("size").GetInt64(), StringComparer.Ordinal);
    }

    // As the page itself writes a size.
    private static Task<string> ShortAsync(IPage page, long size) =>
        page.EvaluateAsync<string>("(size) => import('/ui/0/lib/format.js').then((format) => format.bytes(size))", size);

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (var presses = 0; presses < 150; presses++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The tabulator never reaches {target}.");
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, TestContext.Current.CancellationToken));
    }
}
