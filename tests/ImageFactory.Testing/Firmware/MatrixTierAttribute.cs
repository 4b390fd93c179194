using System.Reflection;
using Xunit.v3;

namespace ImageFactory.Testing.Firmware;

/// <summary>
/// A boot test that is a cell of the slow matrix: trait <c>tier=matrix</c>. A run takes all of them, a part or none
/// (<see cref="MatrixSelection.Variable"/>); the rest is skipped and says so. Each row of a theory is a cell of its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MatrixTierAttribute : BeforeAfterTestAttribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("tier", "matrix")];

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var selection = MatrixSelection.FromEnvironment();
        if (!selection.Takes(test.TestDisplayName))
        {
            Assert.Skip(selection.Part == 0
                ? $"the matrix is off ({MatrixSelection.Variable})"
                : $"not in part {selection.Part} of {selection.Parts} of the matrix");
        }
    }
}
