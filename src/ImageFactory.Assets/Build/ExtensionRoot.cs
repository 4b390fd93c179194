using ImageFactory.Assets.Artifacts;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Gathers the root file system of an extension from the files of its image, as they come. Content goes straight into the squashfs
/// image; only names stay in memory. Everything is owned by root and has the constant time.
/// </summary>
internal sealed class ExtensionRoot
{
    private const string RootDirectory = "rootfs";
    private const string SelinuxLabel = "security.selinux";
    private const int PermissionBits = 0xFFF;
    private const int OwnerMayEnter = 0x1C0;
    private const int SymlinkMode = 0x1FF;

    private readonly string _extension;
    private readonly string[] _special;
    private readonly SquashFsWriter _squashfs;
    private readonly ExtensionDirectory _root = new();
    private readonly List<(string Path, string Target)> _hardLinks = [];
    private ExtensionMetadata? _metadata;

    public ExtensionRoot(string extension, bool hasUsrMerge, SquashFsWriter squashfs)
    {
        _extension = extension;
        _squashfs = squashfs;
        var library = hasUsrMerge ? "usr/lib" : "lib";
        _special = [$"{library}/firmware", $"{library}/modules"];
    }

    /// <summary>Takes one file of the image.</summary>
    /// <exception cref="InvalidDataException">The file does not belong into an extension.</exception>
    /// <exception cref="FactoryException">The file is of a kind that this factory cannot pack yet.</exception>
    public async Task AddAsync(ImageFile file, CancellationToken cancellationToken)
    {
        var path = file.Entry.Path;
        if (path.Length == 0)
        {
            return;
        }

        if (string.Equals(path, ExtensionManifest.FileName, StringComparison.Ordinal))
        {
            _metadata = _metadata is null ? await ReadManifestAsync(file, cancellationToken) : throw Invalid($"has '{path}' twice");
        }
        else if (string.Equals(path, RootDirectory, StringComparison.Ordinal) && file.Entry.Type == TarEntryType.Directory)
        {
            _root.Mode = DirectoryMode(file.Entry);
        }
        else if (path.StartsWith(RootDirectory + "/", StringComparison.Ordinal))
        {
            await AddToRootAsync(path[(RootDirectory.Length + 1)..], file, cancellationToken);
        }
        else
        {
            throw Invalid($"has '{path}' beside {ExtensionManifest.FileName} and {RootDirectory}");
        }
    }

    /// <summary>The manifest and the tree.</summary>
    /// <exception cref="InvalidDataException">There is no manifest, or a hard link without its file.</exception>
    public (ExtensionMetadata Metadata, SquashFsTree Tree) Finish()
    {
        foreach (var (path, target) in _hardLinks)
        {
            var node = target.StartsWith(RootDirectory + "/", StringComparison.Ordinal) ? _root.Find(target[(RootDirectory.Length + 1)..]) : null;
            Put(path, node as SquashFsFile ?? throw Invalid($"has the hard link '{path}' to '{target}', which is not a file of it"));
        }

        return (_metadata ?? throw Invalid($"has no {ExtensionManifest.FileName}"), new SquashFsTree(_root.ToDirectory()));
    }

    private async Task<ExtensionMetadata> ReadManifestAsync(ImageFile file, CancellationToken cancellationToken)
    {
        if (file.Entry.Type != TarEntryType.File)
        {
            throw Invalid($"has '{ExtensionManifest.FileName}', which is not a file");
        }

        try
        {
            var manifest = await SmallFile.ReadAsync(file, ExtensionManifest.MaximumSize, cancellationToken);
            return ExtensionManifest.Parse(manifest.Span);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"The image of the extension {_extension} has a damaged {ExtensionManifest.FileName}: {exception.Message}", exception);
        }
    }

    private async Task AddToRootAsync(string path, ImageFile file, CancellationToken cancellationToken)
    {
        RefuseSpecial(path);
        var entry = file.Entry;
        if (EntryLimits.FindFault(path, entry, entry.Xattrs.GetValueOrDefault(SelinuxLabel)) is { } fault)
        {
            throw Invalid(fault);
        }

        switch (entry.Type)
        {
            case TarEntryType.Directory:
                _root.GetDirectory(path, part => Invalid($"has a directory below '{part}', which is not a directory")).Mode = DirectoryMode(entry);
                break;
            case TarEntryType.File:
                Put(path, new SquashFsFile
                {
                    Mode = entry.Mode & PermissionBits,
                    Uid = 0,
                    Gid = 0,
                    ModificationTime = CompositionRules.Timestamp,
                    Xattrs = Labels(entry),
                    Content = await _squashfs.WriteContentAsync(file.Content, cancellationToken),
                });
                break;
            case TarEntryType.Symlink:
                Put(path, new SquashFsSymlink
                {
                    Mode = SymlinkMode,
                    Uid = 0,
                    Gid = 0,
                    ModificationTime = CompositionRules.Timestamp,
                    Target = entry.LinkTarget,
                });
                break;
            case TarEntryType.HardLink:
                _hardLinks.Add((path, entry.LinkTarget));
                break;
            default:
                throw Invalid($"has '{path}', which is neither a file, a directory nor a link");
        }
    }

    private void Put(string path, SquashFsNode node)
    {
        if (!_root.TryPut(path, node, part => Invalid($"has '{path}' below '{part}', which is not a directory")))
        {
            throw Invalid($"has '{path}' twice");
        }
    }

    // Firmware and modules do not belong into the layer but beside it; until that is done nothing wrong must be built.
    private void RefuseSpecial(string path)
    {
        if (_special.Any(special => path.StartsWith(special, StringComparison.Ordinal) && (path.Length == special.Length || path[special.Length] == '/')))
        {
            throw new FactoryException(
                FactoryError.NotImplemented,
                $"The extension {_extension} brings firmware, microcode or kernel modules ({path}), which this factory cannot pack yet.");
        }
    }

    private static int DirectoryMode(TarEntry entry) => (entry.Mode & PermissionBits) | OwnerMayEnter;

    private static IReadOnlyList<SquashFsXattr> Labels(TarEntry entry) =>
        entry.Xattrs.TryGetValue(SelinuxLabel, out var label) ? [new SquashFsXattr(SelinuxLabel, label)] : [];

    private InvalidDataException Invalid(string fault) => new($"The image of the extension {_extension} {fault}.");
}
