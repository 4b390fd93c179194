using System.CommandLine;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Inspection;
using ImageFactory.Inspection;
using ImageFactory.Oci.Content;
using ImageFactory.Reproduction;
using Spectre.Console;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory reproduce</c>: builds what somebody else built, and compares.</summary>
internal sealed class ReproduceCommand
{
    private readonly Argument<string> _what = new("asset") { Description = "The URL of an asset of a factory, or a file." };
    private readonly Option<string?> _schematic = new("--schematic") { Description = "The schematic's ID, or a file with it. Default: what the URL or the image says" };
    private readonly Option<string?> _version = new("--talos-version") { Description = "The Talos version. Default: what the URL or the image says" };
    private readonly Option<string?> _name = new("--name") { Description = "What the asset is called, for example metal-amd64.iso. Default: the name of the file" };
    private readonly ConfigurationOptions _configuration = new();

    private ReproduceCommand()
    {
    }

    public static Command Create()
    {
        var reproduce = new ReproduceCommand();
        var command = new Command("reproduce", "Build an asset again and compare. Exit codes: 0 equal, 1 not equal, 2 the request is wrong, 5 a source or factory is missing or damaged, 6 input or output failed.")
        {
            reproduce._what, reproduce._schematic, reproduce._version, reproduce._name,
        };
        reproduce._configuration.AddTo(command);
        command.SetAction(reproduce.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var what = arguments.GetRequiredValue(_what);
        return Uri.TryCreate(what, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? RunAsync(arguments, url, cancellationToken)
            : RunAsync(arguments, what, cancellationToken);
    }

    private async Task<int> RunAsync(ParseResult arguments, Uri url, CancellationToken cancellationToken)
    {
        if (!ReproductionSubject.TryParse(url, out var subject))
        {
            throw new FactoryException(FactoryError.InvalidAsset, $"'{url}' is not the URL of an asset; expected https://<factory>/image/<schematic>/<version>/<file>.");
        }

        using var remote = await RemoteAsset.OpenAsync(url, cancellationToken);
        return await CompareAsync(arguments, subject, yaml: null, remote.Content, cancellationToken);
    }

    private async Task<int> RunAsync(ParseResult arguments, string path, CancellationToken cancellationToken)
    {
        using var file = LocalFile.Open(path);
        var recipe = await RecipeReader.ReadAsync(file, cancellationToken);
        var subject = new ReproductionSubject(
            arguments.GetValue(_schematic) ?? recipe?.SchematicId ?? throw Missing(path, "schematic", "--schematic"),
            arguments.GetValue(_version) ?? recipe?.Version ?? throw Missing(path, "version", "--talos-version"),
            arguments.GetValue(_name) ?? Path.GetFileName(path),
            recipe?.Factory);
        await using var content = File.OpenRead(path);
        return await CompareAsync(arguments, subject, recipe?.SchematicYaml, content, cancellationToken);
    }

    private async Task<int> CompareAsync(
        ParseResult arguments, ReproductionSubject subject, string? yaml, Stream theirs, CancellationToken cancellationToken)
    {
        var options = _configuration.Read(arguments);

        // The URL of the factory is inside of what it makes, and it has the schematic. Whoever has the asset may have what is in it.
        options.ExternalUrl ??= subject.Factory;
        options.UpstreamFactory ??= subject.Factory;
        options.EmbeddedConfiguration = true;
        await using var provider = FactoryServices.Create(options);
        var id = await KeepAsync(
            provider.GetRequiredService<SchematicStore>(), arguments.GetValue(_schematic) ?? subject.SchematicId, yaml, cancellationToken);
        var pipeline = provider.GetRequiredService<AssetPipeline>();
        var order = await pipeline.PlanAsync(
            new AssetRequest(id, arguments.GetValue(_version) ?? subject.Version, arguments.GetValue(_name) ?? subject.File), cancellationToken);
        if (order.Sidecar != AssetSidecar.None)
        {
            throw new FactoryException(FactoryError.InvalidAsset, $"'{subject.File}' is a document about an asset; give the asset itself.");
        }

        using var build = pipeline.BeginBuild();
        var (asset, found) = await CompareAsync(pipeline, order, theirs, cancellationToken);
        if (found is not { } difference)
        {
            await Console.Out.WriteLineAsync($"{order.Name}: equal, {asset.Map.Length} bytes");
            return ExitCode.Success;
        }

        var places = difference.OneEnds
            ? []
            : await ImagePlace.FindAsync(asset.Map, provider.GetRequiredService<BlobStore>(), difference.Offset, cancellationToken);
        await Console.Out.WriteLineAsync(DifferenceText.Of(order.Plan.Profile.Asset, asset.Map.Length, difference, places));
        return ExitCode.Different;
    }

    private static Task<(Asset Asset, StreamDifference? Difference)> CompareAsync(
        AssetPipeline pipeline, Order order, Stream theirs, CancellationToken cancellationToken) => ErrorConsole.Create().Bars().StartAsync(async progress =>
    {
        var bar = progress.AddTask(Markup.Escape(order.Name), maxValue: 1);
        var asset = await pipeline.GetAsync(order, new BarProgress(bar), cancellationToken);
        bar.Description = Markup.Escape($"compare {order.Name}");
        bar.MaxValue = Math.Max(1, asset.Map.Length);
        bar.Value = 0;
        await using var ours = new MeteredStream(pipeline.Open(asset.Map), count => bar.Increment(count));
        return (asset, await StreamDifference.FindAsync(ours, theirs, cancellationToken));
    });

    private static async Task<string> KeepAsync(SchematicStore schematics, string schematic, string? yaml, CancellationToken cancellationToken)
    {
        if (!SchematicId.TryParse(schematic, out _))
        {
            return (await schematics.CreateAsync(await InputFile.ReadAsync(schematic, cancellationToken), admit: () => { }, cancellationToken)).Id.ToString();
        }

        if (yaml is not null && StoredSchematic.Decode(Encoding.UTF8.GetBytes(yaml)) is var read
            && string.Equals(read.Id.ToString(), schematic, StringComparison.Ordinal))
        {
            await schematics.CreateAsync(Encoding.UTF8.GetBytes(yaml), admit: () => { }, cancellationToken);
        }

        return schematic;
    }

    private static FactoryException Missing(string path, string part, string option) =>
        new(FactoryError.InvalidAsset, $"'{path}' does not say its {part}; give {option}.");
}
