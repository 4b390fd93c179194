using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Versions;

public sealed class VersionRulesTests
{
    /// <summary>Rule, the version just below its threshold, the threshold, and whether it holds from there on.</summary>
    public static TheoryData<string, string, string, bool> Thresholds => new()
    {
        { nameof(VersionRules.ResetEntry), "1.3.99", "1.4.0", true },
        { nameof(VersionRules.HasUki), "1.4.99", "1.5.0", true },
        { nameof(VersionRules.MultiDocumentConfiguration), "1.4.99", "1.5.0", true },
        { nameof(VersionRules.MetaMayBeCompressed), "1.6.2", "1.6.3", true },
        { nameof(VersionRules.HasOverlays), "1.6.99", "1.7.0", true },
        { nameof(VersionRules.UsesZstd), "1.7.99", "1.8.0", true },
        { nameof(VersionRules.IsoLabel), "1.7.99", "1.8.0", true },
        { nameof(VersionRules.HaltIfInstalled), "1.7.99", "1.8.0", true },
        { nameof(VersionRules.EndsDiskAtMeta), "1.7.99", "1.8.0", true },
        { nameof(VersionRules.MetalSerialConsole), "1.7.99", "1.8.0", false },
        { nameof(VersionRules.SelinuxArg), "1.9.99", "1.10.0", true },
        { nameof(VersionRules.SdBootForUefi), "1.9.99", "1.10.0", true },
        { nameof(VersionRules.UsrMerge), "1.9.99", "1.10.0", true },
        { nameof(VersionRules.HasUkiProfiles), "1.9.99", "1.10.0", true },
        { nameof(VersionRules.UnifiedInstaller), "1.9.99", "1.10.0", true },
        { nameof(VersionRules.Ima), "1.10.99", "1.11.0", false },
        { nameof(VersionRules.LargeBootPartition), "1.10.99", "1.11.0", true },
        { nameof(VersionRules.TalosctlDownload), "1.10.99", "1.11.0", true },
        { nameof(VersionRules.EmbeddedConfiguration), "1.11.99", "1.12.0", true },
        { nameof(VersionRules.ModuleSigEnforce), "1.11.99", "1.12.0", true },
        { nameof(VersionRules.BootloaderChoiceOnIso), "1.11.99", "1.12.0", true },
        { nameof(VersionRules.ProcMem), "1.12.99", "1.13.0", true },
        { nameof(VersionRules.InitOnAlloc), "1.13.99", "1.14.0", false },
        { nameof(VersionRules.NvmeTimeoutIsAwsOnly), "1.13.99", "1.14.0", true },
        { nameof(VersionRules.LockdownConfidentiality), "1.13.99", "1.14.0", false },
        { nameof(VersionRules.XfsAllocationGroupFloor), "1.13.99", "1.14.0", true },
    };

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void A_rule_changes_at_its_threshold_and_a_prerelease_counts_as_its_release(
        string rule, string below, string threshold, bool holdsFromThreshold)
    {
        Assert.Equal(!holdsFromThreshold, Answer(rule, below));
        Assert.Equal(!holdsFromThreshold, Answer(rule, below + "-rc.1"));
        Assert.Equal(holdsFromThreshold, Answer(rule, threshold));
        Assert.Equal(holdsFromThreshold, Answer(rule, threshold + "-alpha.0"));
        Assert.Equal(holdsFromThreshold, Answer(rule, "1.99.0"));
        Assert.Equal(!holdsFromThreshold, Answer(rule, "1.0.0"));
    }

    [Fact]
    public void Every_yes_or_no_property_is_tested_at_its_threshold()
    {
        var properties = typeof(VersionRules).GetProperties().Where(property => property.PropertyType == typeof(bool));

        Assert.Equal(
            properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal),
            Thresholds.Select(row => row.Data.Item1).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_ascends_names_each_rule_once_and_says_what_changes()
    {
        Assert.Equal(VersionRules.Table.Select(rule => rule.Threshold).Order(), VersionRules.Table.Select(rule => rule.Threshold));
        Assert.Distinct(VersionRules.Table.Select(rule => rule.Name), StringComparer.Ordinal);
        Assert.All(VersionRules.Table, rule => Assert.NotEmpty(rule.Effect));
    }

    [Theory]
    [InlineData("1.10.9", 1000)]
    [InlineData("1.11.0-alpha.0", 2000)]
    [InlineData("1.11.0", 2000)]
    public void The_boot_partition_grows_with_1_11(string version, int expected) =>
        Assert.Equal(expected, VersionRules.Of(TalosVersion.Parse(version)).BootPartitionMiB);

    [Theory]
    [InlineData("1.7.7", XfsFeatureSet.Lts61)]
    [InlineData("1.8.0-alpha.0", XfsFeatureSet.Lts66)]
    [InlineData("1.9.9", XfsFeatureSet.Lts66)]
    [InlineData("1.10.0", XfsFeatureSet.Lts612)]
    [InlineData("1.12.9", XfsFeatureSet.Lts612)]
    [InlineData("1.13.0", XfsFeatureSet.Lts618)]
    [InlineData("1.15.0", XfsFeatureSet.Lts618)]
    public void XFS_follows_the_kernel(string version, XfsFeatureSet expected) =>
        Assert.Equal(expected, VersionRules.Of(TalosVersion.Parse(version)).Xfs);

    private static bool Answer(string rule, string version) =>
        (bool)typeof(VersionRules).GetProperty(rule)!.GetValue(VersionRules.Of(TalosVersion.Parse(version)))!;
}
