using ImageFactory.Assets.Artifacts;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Kmod;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Gathers the root file system of an extension from the files of its image, as they come. Content goes straight into the squashfs
/// image, that of firmware into the files beside it; only names, and what kernel modules say, stay in memory. Everything is owned by root
/// and has the constant time.
/// </summary>
internal sealed class ExtensionRoot
{
    private const string RootDirectory = "rootfs";
    private const string SelinuxLabel = "security.selinux";
    private const int PermissionBits = 0xFFF;
    private const int OwnerMayEnter = 0x1C0;
    private const int SymlinkMode = 0x1FF;
    private const int ChunkSize = 64 * 1024;

    private readonly string _extension;
    private readonly Func<TarEntry, string?> _count;
    private readonly string _firmwareDirectory;
    private readonly SquashFsWriter _squashfs;
    private readonly LooseFiles _firmware;
    private readonly ModuleGathering _modules;
    private readonly ExtensionDirectory _root = new();
    private readonly List<(string Path, string Target)> _hardLinks = [];
    private readonly List<(string Path, string Target)> _moduleLinks = [];
    private ExtensionMetadata? _metadata;

    public ExtensionRoot(string extension, SegmentRules rules, SquashFsWriter squashfs, LooseFiles firmware, ExtensionLimits limits)
    {
        _count = limits.Count();
        _extension = extension;
        _firmwareDirectory = rules.FirmwareDirectory;
        _squashfs = squashfs;
        _firmware = firmware;
        _modules = new ModuleGathering(rules.ModuleDirectory);
    }

    /// <summary>Takes one file of the image.</summary>
    /// <exception cref="InvalidDataException">The file does not belong into an extension, or is a damaged kernel module.</exception>
    public async Task AddAsync(ImageFile file, CancellationToken cancellationToken)
    {
        var path = file.Entry.Path;
        if (_count(file.Entry) is { } excess)
        {
            throw Invalid(excess);
        }

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

    /// <summary>The manifest, the tree of the image, and what the kernel modules say.</summary>
    /// <exception cref="InvalidDataException">There is no manifest, or a hard link without its file.</exception>
    public (ExtensionMetadata Metadata, SquashFsTree Tree, IReadOnlyList<KernelModules> Modules) Finish()
    {
        foreach (var (path, target) in _hardLinks)
        {
            AddHardLink(path, target);
        }

        foreach (var (path, target) in _moduleLinks)
        {
            _modules.AddName(path, LinkPath.Resolve(path, target));
        }

        return (_metadata ?? throw Invalid($"has no {ExtensionManifest.FileName}"), new SquashFsTree(_root.ToDirectory()), _modules.Finish());
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
        var entry = file.Entry;
        if (EntryLimits.FindFault(path, entry, entry.Xattrs.GetValueOrDefault(SelinuxLabel)) is { } fault)
        {
            throw Invalid(fault);
        }

        if (string.Equals(path, _firmwareDirectory, StringComparison.Ordinal) && entry.Type != TarEntryType.Directory)
        {
            throw Invalid($"has '{path}', which is not a directory");
        }

        switch (entry.Type)
        {
            case TarEntryType.Directory when IsFirmware(path):
                break;
            case TarEntryType.Directory:
                _root.GetDirectory(path, part => Invalid($"has a directory below '{part}', which is not a directory")).Mode = DirectoryMode(entry);
                break;
            case TarEntryType.File when IsFirmware(path):
                Take(path, await _firmware.TryAddAsync(path, entry.Mode & PermissionBits, file.Content, cancellationToken));
                break;
            case TarEntryType.File:
                Put(path, new SquashFsFile
                {
                    Mode = entry.Mode & PermissionBits,
                    Uid = 0,
                    Gid = 0,
                    ModificationTime = CompositionRules.Timestamp,
                    Xattrs = Labels(entry),
                    Content = await (_modules.Wants(path) ? WriteModuleAsync(path, file, cancellationToken) : _squashfs.WriteContentAsync(file.Content, cancellationToken)),
                });
                break;
            case TarEntryType.Symlink when IsFirmware(path):
                Take(path, _firmware.TryAddLink(path, entry.LinkTarget));
                break;
            case TarEntryType.Symlink:
                if (_modules.Wants(path))
                {
                    _moduleLinks.Add((path, entry.LinkTarget));
                }

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

    // What a module says is behind its content: it is held while it is read.
    private async Task<SquashFsContent> WriteModuleAsync(string path, ImageFile file, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[ChunkSize];
        int count;
        while ((count = await file.Content.ReadAsync(chunk, cancellationToken)) > 0)
        {
            await buffer.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            if (buffer.Length > KernelModuleReader.LongestModule)
            {
                throw Invalid($"has the kernel module '{path}', which is longer than {KernelModuleReader.LongestModule} bytes");
            }
        }

        buffer.Position = 0;
        try
        {
            await _modules.AddAsync(path, buffer, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"The image of the extension {_extension} has '{path}', which cannot be indexed: {exception.Message}", exception);
        }

        buffer.Position = 0;
        return await _squashfs.WriteContentAsync(buffer, cancellationToken);
    }

    private void AddHardLink(string path, string target)
    {
        var goal = target.StartsWith(RootDirectory + "/", StringComparison.Ordinal) ? target[(RootDirectory.Length + 1)..] : string.Empty;
        var fault = $"has the hard link '{path}' to '{target}', which is not a file of it";
        if (IsFirmware(path))
        {
            _ = _firmware.TryAddName(path, goal) ? true : throw Invalid(fault);
            return;
        }

        Put(path, _root.Find(goal) as SquashFsFile ?? throw Invalid(fault));
        _modules.AddName(path, goal);
    }

    // The directory itself belongs to the firmware, what it is in does not.
    private bool IsFirmware(string path)
    {
        var isFirmware = path.StartsWith(_firmwareDirectory, StringComparison.Ordinal)
            && (path.Length == _firmwareDirectory.Length || path[_firmwareDirectory.Length] == '/');
        if (isFirmware)
        {
            _root.GetDirectory(_firmwareDirectory[..^"/firmware".Length], part => Invalid($"has a directory below '{part}', which is not a directory"));
        }

        return isFirmware;
    }

    private void Take(string path, bool isNew)
    {
        if (!isNew)
        {
            throw Invalid($"has '{path}' twice");
        }
    }

    private void Put(string path, SquashFsNode node)
    {
        if (!_root.TryPut(path, node, part => Invalid($"has '{path}' below '{part}', which is not a directory")))
        {
            throw Invalid($"has '{path}' twice");
        }
    }

    private static int DirectoryMode(TarEntry entry) => (entry.Mode & PermissionBits) | OwnerMayEnter;

    private static IReadOnlyList<SquashFsXattr> Labels(TarEntry entry) =>
        entry.Xattrs.TryGetValue(SelinuxLabel, out var label) ? [new SquashFsXattr(SelinuxLabel, label)] : [];

    private InvalidDataException Invalid(string fault) => new($"The image of the extension {_extension} {fault}.");
}
