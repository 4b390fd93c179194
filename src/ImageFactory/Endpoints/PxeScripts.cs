using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Configuration;
using ImageFactory.Netboot;

namespace ImageFactory.Endpoints;

/// <summary>Makes the scripts that iPXE boots from this factory with.</summary>
internal sealed class PxeScripts(AssetPipeline pipeline, PlanOptions plan, FactoryOptions options)
{
    private const string CommandLinePrefix = "cmdline-";

    private readonly string _base = (options.ExternalPxeUrl ?? plan.ExternalUrl).TrimEnd('/');

    /// <summary>The script of a machine.</summary>
    /// <param name="schematicId">The schematic's ID.</param>
    /// <param name="version">The Talos version, with or without <c>v</c>.</param>
    /// <param name="machine"><c>&lt;platform&gt;-&lt;arch&gt;[-secureboot]</c>.</param>
    /// <param name="userInfo">What stands before the host in the URLs, percent-encoded; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FactoryException">There is no such command line; the message is for the client.</exception>
    public async Task<string> GetAsync(
        string schematicId, string version, string machine, string? userInfo, CancellationToken cancellationToken)
    {
        var order = await pipeline.PlanAsync(new AssetRequest(schematicId, version, CommandLinePrefix + machine), cancellationToken);
        if (order.Sidecar != AssetSidecar.None)
        {
            throw new FactoryException(FactoryError.InvalidAsset, $"\"{machine}\" is not a platform and an architecture, such as metal-amd64.");
        }

        var profile = order.Plan.Profile;
        return PxeScript.Of(
            $"{WithUserInfo(_base, userInfo)}/image/{profile.SchematicId}/{profile.Version.Tag}",
            profile.Asset,
            await ReadCommandLineAsync(order, cancellationToken));
    }

    /// <summary>The path of the script that goes with the asset of a command line; null for every other asset.</summary>
    public static string? PathOf(string schematicId, string version, AssetName asset) => asset.Kind == OutputKind.Cmdline
        ? $"/pxe/{schematicId}/{version}/{asset.ToString()[CommandLinePrefix.Length..]}"
        : null;

    private async Task<string> ReadCommandLineAsync(Order order, CancellationToken cancellationToken)
    {
        using var build = pipeline.BeginBuild();
        var asset = await pipeline.GetAsync(order, new NoProgress(), cancellationToken);
        await using var content = pipeline.Open(asset.Map);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static string WithUserInfo(string url, string? userInfo) =>
        userInfo is null ? url : url.Replace("://", $"://{userInfo}@", StringComparison.Ordinal);

    // Nobody waits long for a line of text.
    private sealed class NoProgress : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value)
        {
        }
    }
}
