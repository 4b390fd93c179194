namespace ImageFactory.Testing;

/// <summary>systemd-stub as it is installed on the machine.</summary>
public static class InstalledStub
{
    private const string InstalledPath = "/usr/lib/systemd/boot/efi/linuxx64.efi.stub";

    /// <summary>Writes the stub without its COFF symbols, which Debian 12's still has and we refuse, and returns the file's path.</summary>
    public static async Task<string> StripAsync(TemporaryDirectory directory)
    {
        Tool.Require(InstalledPath);
        var stripped = directory.Combine("stub.efi");
        await Tool.RunAsync("objcopy", "--strip-all", InstalledPath, stripped);
        return stripped;
    }
}
