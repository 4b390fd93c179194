using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Xfs;

/// <summary>The judge of XFS file systems.</summary>
internal static class XfsRepair
{
    // Said of every image file that lies on another file system.
    private static readonly string[] Asides =
    [
        "Cannot get host filesystem geometry.",
        "Repair may fail if there is a sector size mismatch between",
        "the image and the host filesystem.",
        "No modify flag set, ",
    ];

    /// <summary>Expects xfs_repair to find nothing, and to say nothing but what it looks at.</summary>
    public static async Task AssertCleanAsync(string image)
    {
        var result = await Tool.TryRunAsync("xfs_repair", "-n", image);

        var complaints = (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsProgress(line));
        Assert.Empty(complaints);
        Assert.Equal(0, result.ExitCode);
    }

    private static bool IsProgress(string line) =>
        line.StartsWith("Phase ", StringComparison.Ordinal)
        || line.StartsWith("        - ", StringComparison.Ordinal)
        || Asides.Any(aside => line.StartsWith(aside, StringComparison.Ordinal));
}
