using System.CommandLine;
using ImageFactory.Assets;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Configuration;
using ImageFactory.Engines;
using ImageFactory.Installers;
using ImageFactory.Oci;
using ImageFactory.Oci.Client;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory push</c>: an installer into a registry, or into an engine on this machine.</summary>
internal static class PushCommand
{
    private static readonly Option<string> Schematic = new("--schematic") { Description = "A schematic in YAML or JSON, - for standard input, or the ID of one in the store.", Required = true };
    private static readonly Option<string> Version = new("--talos-version") { Description = "The Talos version, for example v1.13.0.", Required = true };
    private static readonly Option<string> PlatformName = new("--platform") { Description = "The platform.", DefaultValueFactory = _ => "metal" };
    private static readonly Option<bool> SecureBoot = new("--secureboot") { Description = "The installer that is signed for SecureBoot." };
    private static readonly Option<string?> MountFrom = new("--mount-from") { Description = "A repository of the same registry that may have some of the layers already." };
    private static readonly Option<string?> Engine = new("--to") { Description = "Load the installer into docker or podman on this machine, by its API socket (DOCKER_HOST, CONTAINER_HOST), instead of a registry." };
    private static readonly Argument<string?> Target = new("name") { Description = "[http://]REGISTRY/REPOSITORY[:TAG]; the tag is the version by default. With --to, a further name for the image.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var configuration = new ConfigurationOptions();
        var command = new Command(
            "push",
            "Make an installer for all architectures and push it to a registry. User name and password are those of IMAGEFACTORY_PUSH_USERNAME and "
            + "IMAGEFACTORY_PUSH_PASSWORD, or of Docker's config.json. Prints REGISTRY/REPOSITORY@DIGEST. Exit codes: 0 done, 2 the request is wrong, "
            + "5 source or registry is missing or refuses, 6 input or output failed.")
        {
            Schematic, Version, PlatformName, SecureBoot, MountFrom, Engine, Target,
        };
        Engine.AcceptOnlyFromAmong(ContainerEngine.Docker, ContainerEngine.Podman);
        command.Validators.Add(arguments =>
        {
            if (arguments.GetValue(Engine) is null && arguments.GetValue(Target) is null)
            {
                arguments.AddError("Where to? Give REGISTRY/REPOSITORY[:TAG], or --to docker|podman.");
            }
        });
        configuration.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, configuration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, ConfigurationOptions configuration, CancellationToken cancellationToken)
    {
        var options = configuration.Read(arguments);

        // Whoever has the document may have what is made of it.
        options.EmbeddedConfiguration = true;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFactory(options);
        await using var provider = services.BuildServiceProvider();
        var version = await provider.GetRequiredService<ReleaseSource>().FindVersionAsync(arguments.GetRequiredValue(Version), cancellationToken);
        var name = arguments.GetRequiredValue(PlatformName);
        var platform = Platforms.Find(name)
            ?? throw new FactoryException(FactoryError.InvalidCombination, $"There is no platform '{name}'.");
        var engine = arguments.GetValue(Engine);
        var destination = engine is null ? ParseDestination(arguments.GetRequiredValue(Target)!, version.Tag) : null;
        var id = await FindSchematicAsync(
            arguments.GetRequiredValue(Schematic), provider.GetRequiredService<SchematicStore>(), cancellationToken);
        var repository = new InstallerRepository(id, platform, arguments.GetValue(SecureBoot));
        var said = destination is null
            ? await LoadAsync(provider, repository, version.Tag, new EngineTarget(engine!, ParseName(arguments.GetValue(Target), version.Tag)), cancellationToken)
            : await PushAsync(provider, repository, version.Tag, (destination, ParseRepository(arguments.GetValue(MountFrom))), cancellationToken);
        await Console.Out.WriteLineAsync(said);
        return ExitCode.Success;
    }

    private static PushDestination ParseDestination(string text, string tag) => PushDestination.TryParse(text, TagOf(tag), out var destination)
        ? destination
        : throw new FactoryException(
            FactoryError.InvalidCombination,
            $"'{text}' is no place in a registry; expected [http://]REGISTRY/REPOSITORY[:TAG], for example registry.example/talos/installer.");

    private static Reference? ParseName(string? text, string tag)
    {
        if (text is null)
        {
            return null;
        }

        return (Reference.TryParse(text, out var name) || Reference.TryParse($"{text}:{TagOf(tag)}", out name)) && name is { Tag: not null, Digest: null }
            ? name
            : throw new FactoryException(FactoryError.InvalidCombination, $"'{text}' is no name for an image; expected REPOSITORY[:TAG].");
    }

    private static RepositoryName? ParseRepository(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return RepositoryName.TryParse(text, out var repository)
            ? repository
            : throw new FactoryException(FactoryError.InvalidCombination, $"'{text}' is no repository; expected its name without the registry.");
    }

    // Tags have no plus sign.
    private static string TagOf(string version) => version.Replace('+', '_');

    private static async Task<SchematicId> FindSchematicAsync(string text, SchematicStore store, CancellationToken cancellationToken)
    {
        if (SchematicId.TryParse(text, out var id))
        {
            return (await store.GetAsync(id.ToString(), cancellationToken)).Id;
        }

        var document = await InputFile.ReadAsync(text, cancellationToken);
        return (await store.CreateAsync(document, admit: () => { }, cancellationToken)).Id;
    }

    private static Task<string> PushAsync(
        IServiceProvider provider,
        InstallerRepository repository,
        string version,
        (PushDestination Destination, RepositoryName? MountFrom) to,
        CancellationToken cancellationToken) => ErrorConsole.Create().Bars().StartAsync(async progress =>
    {
        var pipeline = provider.GetRequiredService<AssetPipeline>();
        using var build = pipeline.BeginBuild();
        var bar = progress.AddTask("installer", maxValue: 1);
        var index = await provider.GetRequiredService<InstallerRegistry>().GetAsync(repository, version, new BarProgress(bar), cancellationToken);
        bar.Description = "installer";
        bar.Value = bar.MaxValue;
        using var target = RegistryTarget.Create(new RegistryOptions
        {
            Endpoints = [to.Destination.Endpoint],
            Credentials = DockerCredentials.ReadForPush(to.Destination.CredentialHost),
        });
        var push = new InstallerPush(pipeline, target, to.Destination) { MountFrom = to.MountFrom, Begin = blob => new BlobBar(progress, blob) };
        await push.RunAsync(index, cancellationToken);
        return $"{to.Destination}@{index.Index.Digest}";
    });

    private static Task<string> LoadAsync(
        IServiceProvider provider, InstallerRepository repository, string version, EngineTarget to, CancellationToken cancellationToken) =>
        ErrorConsole.Create().Bars().StartAsync(async progress =>
        {
            using var engine = ContainerEngine.Open(to.Engine, Environment.GetEnvironmentVariable);
            var bar = progress.AddTask("installer", maxValue: 1);
            var load = new InstallerLoad(provider.GetRequiredService<AssetPipeline>(), engine);
            var name = await load.RunAsync(repository, version, to.Name, new BarProgress(bar), cancellationToken);
            bar.Value = bar.MaxValue;
            return name;
        });
}
