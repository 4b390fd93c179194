using System.CommandLine;
using ImageFactory.Assets;
using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Schematics;
using ImageFactory.Endpoints;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory build</c>: the server's own pipeline, into files.</summary>
internal static class BuildCommand
{
    public static Command Create()
    {
        var schematic = new Option<string>("--schematic") { Description = "A schematic in YAML or JSON; - reads standard input.", Required = true };
        var version = new Option<string>("--talos-version") { Description = "The Talos version, for example v1.13.0.", Required = true };
        var output = new Option<string>("--output") { Description = "The directory for the files.", DefaultValueFactory = _ => "." };
        var cache = new Option<string?>("--image-cache") { Description = "Container images for ISOs and disks: an OCI image layout of 'talosctl image cache-create', or its files in a directory." };
        var assets = new Argument<string[]>("asset") { Description = "File names, for example metal-amd64-uki.efi; with .sha256, .sha512, .provenance.json, .sigstore.json or .measurements.json what there is beside one.", Arity = ArgumentArity.OneOrMore };
        var configuration = new ConfigurationOptions();
        var command = new Command("build", "Build assets into files. Exit codes: 0 done, 2 the request is wrong, 5 the source is missing or damaged, 6 input or output failed.") { schematic, version, output, cache, assets };
        configuration.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var document = await InputFile.ReadAsync(arguments.GetRequiredValue(schematic), cancellationToken);
            var options = configuration.Read(arguments);

            // Whoever has the document may have what is made of it.
            options.EmbeddedConfiguration = true;
            await using var provider = FactoryServices.Create(options);
            var stored = await provider.GetRequiredService<SchematicStore>().CreateAsync(document, admit: () => { }, cancellationToken);
            var writer = new AssetFiles(
                provider.GetRequiredService<AssetPipeline>(),
                provider.GetRequiredService<AssetDocuments>(),
                provider.GetRequiredService<ImageCaches>(),
                arguments.GetRequiredValue(output));
            foreach (var asset in arguments.GetRequiredValue(assets))
            {
                var request = new AssetRequest(stored.Id.ToString(), arguments.GetRequiredValue(version), asset);
                await writer.WriteAsync(request, arguments.GetValue(cache), cancellationToken);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
