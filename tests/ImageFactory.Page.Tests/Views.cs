using System.Text.Json;

namespace ImageFactory.Page.Tests;

/// <summary>The addresses of all views, each with something in it.</summary>
internal static class Views
{
    private const string Schematic =
        "customization: {extraKernelArgs: [quiet], systemExtensions: {officialExtensions: [siderolabs/amd-ucode, siderolabs/fuse3]}}";

    public static IReadOnlyList<string> Names { get; } = ["build", "cloud", "board", "secureboot", "result", "lookup", "compare", "api"];

    /// <summary>The address of a view.</summary>
    public static async Task<string> AddressAsync(Visitor visitor, string name, string home)
    {
        var answer = await visitor.Page.APIRequest.PostAsync($"{home}/schematics", new() { Data = Schematic });
        var id = (await answer.JsonAsync())!.Value.GetProperty("id").GetString();
        return name switch
        {
            "build" => "/?version=v1.13.0&extensions=siderolabs/amd-ucode&cmdline=quiet&meta=0x0a%3D&sector=4096&bootloader=sd-boot&meta=0x0c%3Da",
            "cloud" => "/?target=cloud&platform=aws&version=v1.7.0&extensions=siderolabs/nope",
            "board" => "/?target=sbc&board=rpi_generic&version=v1.13.0&overlay-options=configTxtAppend%3A+%22a%22",
            "secureboot" => "/?version=v1.15.0-alpha.0&secureboot=true&enroll=force&well-known=true",
            "result" => $"/result?target=metal&version=v1.13.0&arch=amd64&secureboot=true&schematic-id={id}",
            "lookup" => $"/lookup?q={id}",
            "compare" => $"/compare?a={id}@v1.13.0&b=376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba@v1.12.4",
            "api" => "/api",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such view."),
        };
    }

    /// <summary>Opens everything that is folded.</summary>
    public static Task UnfoldAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<JsonElement?>("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
}
