using System.Reflection;
using ImageFactory.Testing.Firmware;
using Xunit.v3;

namespace ImageFactory.Firmware.Tests.Harness;

public sealed class TierTests
{
    [Fact]
    public void Every_boot_test_says_its_tier()
    {
        var silent = BootTests().Where(test => Tiers(test) == 0).Select(test => $"{test.DeclaringType!.Name}.{test.Name}");

        Assert.Empty(silent);
    }

    [Fact]
    public void A_test_without_a_tier_is_noticed()
    {
        Assert.Equal(0, Tiers(typeof(TierTests).GetMethod(nameof(A_test_without_a_tier_is_noticed))!));
        Assert.Equal(1, Tiers(typeof(TierTests).GetMethod(nameof(A_cell_that_the_run_does_not_take_is_skipped))!));
    }

    // Skipped in every run but one with the matrix on; it would fail if the skip did not work.
    [Fact]
    [MatrixTier]
    public void A_cell_that_the_run_does_not_take_is_skipped()
    {
        Assert.NotEqual(0, MatrixSelection.FromEnvironment().Part);
    }

    private static IEnumerable<MethodInfo> BootTests() =>
        typeof(TierTests).Assembly.GetTypes()
            .Where(type => !string.Equals(type.Namespace, typeof(TierTests).Namespace, StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any());

    private static int Tiers(MethodInfo test) =>
        test.GetCustomAttributes().Concat(test.DeclaringType!.GetCustomAttributes())
            .OfType<ITraitAttribute>()
            .SelectMany(attribute => attribute.GetTraits())
            .Count(trait => trait.Key is "tier");
}
