using System.CommandLine;
using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Bundles;
using ImageFactory.Configuration;
using ImageFactory.Formats.Extents;
using ImageFactory.Keys;
using ImageFactory.Oci;
using ImageFactory.Oci.Bundles;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory bundle</c>: a factory in one file, for sites without network.</summary>
internal static class BundleCommand
{
    private const string All = "all";

    public static Command Create() => new("bundle", "Carry what a factory needs to a site without network.") { CreateExport(), CreateImport() };

    private static Command CreateExport()
    {
        var versions = List("--versions", "Talos versions, for example v1.13.0.");
        versions.Required = true;
        var extensions = List("--extensions", "Extensions by their names in the catalogue, or all.");
        var schematics = List("--schematics", "Schematics, as IDs or as files: they, and the extensions and overlays that they name.");
        var since = new Option<string?>("--since") { Description = "A bundle, or its bundle.json, whose blobs are left out: they are at the site already." };
        var file = new Argument<string>("file") { Description = "The file; what an export that was ended left of it is gone on with." };
        var configuration = new ConfigurationOptions();
        var command = new Command("export", "Write a bundle.") { versions, extensions, schematics, since, file };
        configuration.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var provider = FactoryServices.Create(configuration.Read(arguments));
            var selection = new BundleSelection(
                provider.GetRequiredService<ReleaseSource>(),
                provider.GetRequiredService<ReleaseOptions>(),
                provider.GetRequiredService<IContentSource>(),
                provider.GetRequiredService<Planner>(),
                provider.GetRequiredService<OverlayResolver>());
            var kept = await FindSchematicsAsync(provider, Items(arguments, schematics), cancellationToken);
            await SelectAsync(selection, Items(arguments, versions), Items(arguments, extensions), kept, cancellationToken);
            var export = await ExplainAsync(async () => await BundleExport.PlanAsync(
                provider.GetRequiredService<IContentSource>(),
                selection.Images,
                kept.ToDictionary(each => each.Id.ToString(), each => each.Canonical, StringComparer.Ordinal),
                new BundleOptions
                {
                    Since = arguments.GetValue(since) is { } other ? await ReadManifestAsync(other, cancellationToken) : null,
                    Sign = SignatureOf(provider.GetRequiredService<ImageSigner>()),
                },
                cancellationToken));
            return await WriteAsync(export, arguments.GetRequiredValue(file), cancellationToken);
        });
        return command;
    }

    private static Command CreateImport()
    {
        var file = new Argument<string>("file") { Description = "The bundle." };
        var output = new Option<string>("--output") { Description = "The directory of the image layout, which serve takes as its --source; other images in it stay.", Required = true };
        var data = new Option<string?>("--data") { Description = "The directory of the store, for the schematics. Default: that of serve" };
        var digest = new Option<string?>("--digest") { Description = "The digest that the bundle's manifest must have, as export printed it." };
        var key = new Option<string?>("--key") { Description = "The PEM file with the public key that must have signed the bundle: /oci/cosign/signing-key.pub of the factory that exported it." };
        var command = new Command("import", "Verify a bundle and take it over.") { file, output, data, digest, key };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var directory = arguments.GetRequiredValue(output);
            var trust = new BundleTrust
            {
                Digest = arguments.GetValue(digest) is { } text ? ParseDigest(text) : null,
                Key = arguments.GetValue(key) is { } path ? ParseKey(path) : null,
            };
            await using var bundle = File.OpenRead(arguments.GetRequiredValue(file));
            var (manifest, schematics) = await ErrorConsole.Create().Bars().StartAsync(async progress =>
            {
                var bar = progress.AddTask("import", maxValue: Math.Max(1, bundle.Length));
                var metered = new MeteredStream(bundle, count => bar.Increment(count));
                var imported = await ExplainAsync(() => BundleImport.RunAsync(metered, directory, trust, cancellationToken));
                bar.Value = bar.MaxValue;
                return imported;
            });
            var options = FactoryOptionsReader.Read(file: null, new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                [nameof(FactoryOptions.Source)] = directory,
                [nameof(FactoryOptions.Data)] = arguments.GetValue(data),
            });
            if (schematics.Count > 0)
            {
                // Whether what they hold is given to anybody is decided where they are served.
                options.EmbeddedConfiguration = true;
                await using var provider = FactoryServices.Create(options);
                await KeepAsync(provider.GetRequiredService<SchematicStore>(), schematics, cancellationToken);
            }

            await Console.Out.WriteLineAsync($"images: {manifest.Images.Count}, schematics: {manifest.Schematics.Count}; serve them with --source {directory}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<string[]> List(string name, string description) =>
        new(name) { Description = description + " Separated by commas; may be given several times." };

    private static string[] Items(ParseResult arguments, Option<string[]> option) =>
        [.. (arguments.GetValue(option) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<StoredSchematic>> FindSchematicsAsync(
        ServiceProvider provider, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var found = new List<StoredSchematic>();
        foreach (var text in texts)
        {
            found.Add(SchematicId.TryParse(text, out _)
                ? await provider.GetRequiredService<SchematicStore>().GetAsync(text, cancellationToken)
                : StoredSchematic.Decode(await InputFile.ReadAsync(text, cancellationToken)));
        }

        return [.. found.DistinctBy(schematic => schematic.Id)];
    }

    private static async Task SelectAsync(
        BundleSelection selection,
        string[] versions,
        string[] extensions,
        IReadOnlyList<StoredSchematic> schematics,
        CancellationToken cancellationToken)
    {
        var isAll = extensions.Contains(All, StringComparer.Ordinal);
        List<StoredSchematic> wanted = [.. schematics];
        if (!isAll && extensions.Length > 0)
        {
            wanted.Add(BundleSelection.Of(extensions));
        }

        foreach (var text in versions)
        {
            var version = await selection.AddVersionAsync(text, cancellationToken);
            if (isAll)
            {
                await selection.AddAllExtensionsAsync(version, cancellationToken);
            }

            foreach (var schematic in wanted)
            {
                await selection.AddSchematicAsync(schematic, version, cancellationToken);
            }
        }
    }

    private static async Task<BundleManifest> ReadManifestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return await BundleImport.ReadManifestAsync(file, cancellationToken);
    }

    private static async Task<int> WriteAsync(BundleExport export, string path, CancellationToken cancellationToken)
    {
        var partial = path + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file is in a directory
        await using (var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: true))
        {
            await ErrorConsole.Create().Bars().StartAsync(progress => ExplainAsync(async () =>
            {
                var bar = progress.AddTask("export", maxValue: Math.Max(1, export.Length));
                await export.WriteAsync(file, written => bar.Value = written, cancellationToken);
                return true;
            }));
        }

        File.Move(partial, path, overwrite: true);
        await Console.Out.WriteLineAsync(
            $"{path}: {export.Length} bytes, images: {export.Manifest.Images.Count}, schematics: {export.Manifest.Schematics.Count}, manifest {Digest.OfBytes(export.Manifest.ToBytes())}");
        return ExitCode.Success;
    }

    private static async Task KeepAsync(
        SchematicStore schematics, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        foreach (var (id, document) in documents)
        {
            if (StoredSchematic.Decode(document).Id.ToString() is var found && !string.Equals(found, id, StringComparison.Ordinal))
            {
                throw new FactoryException(FactoryError.SourceInvalid, $"The bundle has another schematic as {id}: its ID is {found}.");
            }

            await schematics.CreateAsync(document, admit: () => { }, cancellationToken);
        }
    }

    private static Func<ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>>? SignatureOf(ImageSigner signer) => signer.IsEnabled
        ? (manifest, cancellationToken) => signer.BundleAsync(Digest.OfBytes(manifest.Span), cancellationToken)
        : null;

    private static VerificationKey ParseKey(string path)
    {
        try
        {
            return VerificationKey.FromPem(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"The key '{path}' cannot be used: {exception.Message}", exception);
        }
    }

    private static Digest ParseDigest(string text) => Digest.TryParse(text, out var digest)
        ? digest
        : throw new FactoryException(FactoryError.InvalidCombination, $"'{text}' is no digest; expected sha256: and 64 hexadecimal digits.");

    // What is wrong with a source or a bundle is told as such, whatever it is that reads it.
    private static async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(FactoryError.SourceInvalid, exception.Message, exception);
        }
        catch (RegistryException exception)
        {
            throw new FactoryException(FactoryError.SourceUnavailable, "The source of Talos images is away or lacks something; run the same command again later to go on.", exception);
        }
    }
}
