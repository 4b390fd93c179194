using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Evidence;

/// <summary>What a TPM will hold when an asset boots: told without making the asset, then kept.</summary>
public sealed class MeasurementSource(Composer composer, Measurer measurer, StoredMaps maps)
{
    /// <summary>The media type of the document.</summary>
    public const string MediaType = "application/json";

    /// <summary>The document about an asset, when it was made before; else null.</summary>
    /// <exception cref="FactoryException">The asset has no unified kernel image.</exception>
    public async Task<byte[]?> FindAsync(BuildPlan plan, CancellationToken cancellationToken)
    {
        Check(plan);
        return (await maps.FindAsync(HashOf(plan), cancellationToken))?.Note.ToArray();
    }

    /// <summary>The document about an asset; made if it was not before.</summary>
    /// <exception cref="FactoryException">The asset has no unified kernel image, or what goes into that cannot be had.</exception>
    public async Task<byte[]> GetAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        Check(plan);
        var kept = await maps.GetOrMakeAsync(HashOf(plan), cancellation => MakeAsync(plan, progress, cancellation), cancellationToken);
        return kept.Note.ToArray();
    }

    private async Task<NotedMap> MakeAsync(BuildPlan plan, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var uki = await composer.DescribeUkiAsync(plan, progress, cancellationToken);
        progress.Report(new BuildProgress(BuildStage.Hash, plan.Profile.Asset.ToString(), 0, 0));
        var predictions = await measurer.MeasureAsync(uki, plan.SecureBoot is not null, cancellationToken);
        return new NotedMap(Measurements.Write(plan, predictions), ExtentMap.Empty) { IsConfidential = plan.IsConfidential };
    }

    private static string HashOf(BuildPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"measurements/1\n{plan.Hash()}\n")));

    private static void Check(BuildPlan plan)
    {
        if (plan.Uki is null)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination,
                $"{plan.Profile.Asset} has no unified kernel image, whose measurement could be foretold; metal-{plan.Profile.Asset.Architecture.Name()}-uki.efi "
                + "has one, and so have images for SecureBoot and those that systemd-boot starts.");
        }
    }
}
