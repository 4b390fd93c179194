namespace ImageFactory.Testing;

/// <summary>Kernels of Debian, as eng/sample and eng/judges keep their packages.</summary>
public static class KernelPackage
{
    /// <summary>Unpacks the modules of a kept package, or skips the test when it is not kept.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="keep">The directory below <c>.cache</c>: <c>packages</c> or <c>kernels</c>.</param>
    /// <param name="pattern">What the package's file is called.</param>
    /// <returns>The directory of the kernel release.</returns>
    public static async Task<string> UnpackModulesAsync(TemporaryDirectory directory, string keep, string pattern)
    {
        var kept = RepositoryRoot.Combine(".cache", keep);
        var package = Directory.Exists(kept) ? Directory.EnumerateFiles(kept, pattern).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        if (package is null)
        {
            Required.Missing($"{kept} has no {pattern}");
        }

        await Tool.RunAsync("sh", "-c", $"dpkg-deb --fsys-tarfile '{package}' | tar -x -C '{directory.Path}' --wildcards './*lib/modules/*'");
        var library = Directory.Exists(directory.Combine("usr")) ? directory.Combine("usr", "lib", "modules") : directory.Combine("lib", "modules");
        return Assert.Single(Directory.GetDirectories(library));
    }
}
