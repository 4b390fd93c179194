using ImageFactory.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageFactory.Page.Tests;

/// <summary>Images and links are read in the browser; other programs agree with what is shown.</summary>
public sealed class LookupTests(PageFixture factory)
{
    [Theory]
    [InlineData("metal-amd64.iso", "file.iso")]
    [InlineData("metal-amd64-secureboot-uki.efi", "file.uki")]
    [InlineData("initramfs-arm64.xz", "file.initramfs")]
    public async Task An_image_says_what_it_was_made_of(string file, string kind)
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/lookup");
        var page = visitor.Page;
        using var directory = new TemporaryDirectory();
        var answer = await page.APIRequest.PostAsync(
            $"{factory.Url}/schematics", new() { Data = "customization: {systemExtensions: {officialExtensions: [siderolabs/fuse3]}}" });
        var id = (await answer.JsonAsync())!.Value.GetProperty("id").GetString();
        var image = await page.APIRequest.GetAsync($"{factory.Url}/image/{id}/v1.13.0/{file}", new() { Timeout = 180_000 });
        var path = directory.Combine(file);
        await File.WriteAllBytesAsync(path, await image.BodyAsync(), TestContext.Current.CancellationToken);

        await page.Locator("#file").SetInputFilesAsync(path);

        await Expect(page.Locator(".answer .hash code").First).ToHaveTextAsync(id!);
        await Expect(page.Locator(".answer")).ToContainTextAsync(visitor.Texts[kind]);
        await Expect(page.Locator(".answer")).ToContainTextAsync("fuse3");
        await Expect(page.Locator(".answer")).ToContainTextAsync(factory.Url);
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_told_apart()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, "/lookup");

        await visitor.Page.Locator("#file").SetInputFilesAsync("/usr/bin/chromium");

        await Expect(visitor.Page.Locator(".answer .remark")).ToHaveTextAsync(visitor.Texts["file.unknown.note"]);
    }

    [Fact]
    public async Task A_QR_code_is_read_by_others()
    {
        await using var visitor = await Visitor.ArriveAsync(factory, string.Empty);
        await visitor.GoAsync(await Views.AddressAsync(visitor, "result", factory.Url));
        using var directory = new TemporaryDirectory();
        var picture = directory.Combine("code.png");

        await visitor.Page.Locator(".card.first .qr-code summary").ClickAsync();
        await visitor.Page.Locator(".card.first .qr svg").ScreenshotAsync(new LocatorScreenshotOptions { Path = picture });

        var link = await visitor.Page.Locator(".card.first a[download]").GetAttributeAsync("href");
        Assert.Equal(factory.Url + link, (await Tool.RunAsync("zbarimg", "-q", "--raw", "--nodbus", picture)).Trim());
    }
}
