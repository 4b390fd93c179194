using System.CommandLine;
using ImageFactory.Sample;

namespace ImageFactory.Commands;

/// <summary><c>imagefactory release sample</c>.</summary>
internal static class ReleaseCommand
{
    public static Command Create()
    {
        var packages = new Option<string>("--packages") { Description = "The directory with the Debian packages (eng/sample fetches them).", Required = true };
        var output = new Option<string>("--output") { Description = "The directory for the OCI image layout.", Required = true };
        var sample = new Command("sample", "Make the sample release: source images in Talos's layout, from Debian packages.") { packages, output };
        sample.SetAction(async (arguments, cancellationToken) =>
        {
            await SampleReleaseBuilder.BuildAsync(
                arguments.GetRequiredValue(packages), arguments.GetRequiredValue(output), Console.Error, cancellationToken);
            return ExitCode.Success;
        });
        return new Command("release", "Work with releases of source images.") { sample };
    }
}
