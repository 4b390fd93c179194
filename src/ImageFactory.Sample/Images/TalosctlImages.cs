using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary><c>siderolabs/talosctl-all</c>: a program for each system, here scripts that say their version.</summary>
internal sealed class TalosctlImages(SampleSources sources, ImagePublisher publisher)
{
    /// <summary>Publishes the image of a release.</summary>
    public Task PublishAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        var files = new FileTree();
        foreach (var system in sources.Table.Talosctl)
        {
            files.AddText($"talosctl-{system}", Program(release.Version, system), FileModes.Program);
        }

        return publisher.PublishFilesAsync($"siderolabs/talosctl-all:{release.Version}", files, cancellationToken);
    }

    private static string Program(string version, string system) => $"#!/bin/sh\necho 'talosctl {version} for {system}, of the sample release'\n";
}
