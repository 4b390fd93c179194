using System.Globalization;
using System.Text;
using ImageFactory.Boot.Inspection;

namespace ImageFactory.Inspection;

/// <summary>An inspection for people: one fact a line, indented below what it belongs to.</summary>
internal sealed class InspectionText
{
    private readonly StringBuilder _text = new();

    private InspectionText()
    {
    }

    /// <summary>The text, which ends with a line end.</summary>
    public static string Of(ImageInspection image)
    {
        var text = new InspectionText();
        text.Add(0, "kind", $"{NameOf(image.Kind)}, {Number(image.Length)} bytes");
        text.AddSome(0, "volume", image.VolumeId);
        text.AddList(0, "partitions", image.Partitions, partition =>
            $"{partition.Name,-12} {Number(partition.Offset),14} {Number(partition.Length),14}  {partition.Type}");
        text.AddList(0, "firmware", image.Firmware, region => $"{string.Empty,-12} {Number(region.Offset),14} {Number(region.Length),14}");
        text.AddList(0, "meta", image.Meta, value => Printable(value));
        text.AddList(0, "files", image.Files, file => $"{Number(file.Length),12}  {Printable(file.Path)}");
        foreach (var executable in image.Executables)
        {
            text.AddExecutable(executable);
        }

        text.AddInitramfs(0, image.Initramfs);
        text.AddList(0, "not read", image.Notes, note => Printable(note.ToString()));
        return text._text.ToString();
    }

    private static string NameOf(ImageKind kind) => kind switch
    {
        ImageKind.Executable => "PE file",
        ImageKind.UnifiedKernelImage => "unified kernel image",
        ImageKind.Iso => "ISO",
        ImageKind.Disk => "disk",
        _ => "initramfs",
    };

    private void AddExecutable(InspectedExecutable executable)
    {
        Heading(0, executable.Path.Length == 0 ? "PE file" : $"{Printable(executable.Path)}, {Number(executable.Length)} bytes");
        AddSome(1, "image hash", executable.ImageHash);
        AddSome(1, "policy key", executable.PolicyKey);
        AddList(1, "signatures", executable.Signatures, signature =>
            $"{Printable(signature.Subject)}, certificate SHA-256 {signature.Certificate}: {Judge(signature)}");
        AddList(1, "sections", executable.Sections, section =>
            $"{section.Name,-9} {Number(section.Offset),12} {Number(section.Length),12}  {section.Sha256}");
        foreach (var profile in executable.Profiles)
        {
            AddProfile(profile);
        }

        AddInitramfs(1, executable.Initramfs);
    }

    private void AddProfile(InspectedProfile profile)
    {
        Heading(1, profile.Id is null ? "profile" : $"profile {Printable(profile.Id)}");
        AddSome(2, "title", profile.Title);
        AddSome(2, "cmdline", profile.CommandLine);
        AddList(2, "PCR 11 after the sections", profile.Registers, register => $"{register.Bank} {register.AfterSections}");
        AddList(2, "PCR 11 after the phases", profile.Registers, register => $"{register.Bank} {register.AfterPhases}");
        AddList(2, "policies", profile.Policies, policy =>
            $"{policy.Bank} {policy.Digest} {policy.Phases ?? "of another PCR 11"}, {(policy.IsSigned ? "signed" : "not signed by the key")}");
    }

    private void AddInitramfs(int level, InspectedInitramfs? initramfs)
    {
        if (initramfs is null)
        {
            return;
        }

        AddList(level, "archives", initramfs.Archives, archive =>
            $"{Number(archive.Offset),12} {Number(archive.Length),12}  {archive.Compression.ToString().ToLowerInvariant()}, {archive.Entries} entries");
        AddList(level, "extensions", initramfs.Extensions, layer =>
            $"{Printable(layer.FileName)}  {Printable(layer.Metadata.Name)} {Printable(layer.Metadata.Version)}");
        AddSome(level, "schematic", initramfs.SchematicId);
        AddList(level + 1, string.Empty, initramfs.SchematicYaml?.TrimEnd('\n').Split('\n') ?? [], line => Printable(line));
    }

    private static string Judge(InspectedSignature signature) => signature switch
    {
        { Fault: { } fault } => $"the signature {fault}",
        { CoversImage: false } => $"the content was changed, {signature.ImageHash} was signed",
        _ => "valid",
    };

    private void AddSome(int level, string name, string? value)
    {
        if (value is not null)
        {
            Add(level, name, Printable(value));
        }
    }

    private void AddList<T>(int level, string name, IReadOnlyCollection<T> items, Func<T, string> line)
    {
        if (items.Count > 0 && name.Length > 0)
        {
            Heading(level, name);
        }

        foreach (var item in items)
        {
            Heading(level + 1, line(item));
        }
    }

    private void Add(int level, string name, string value) => Heading(level, $"{name,-12} {value}");

    private void Heading(int level, string text) => _text.Append(' ', 2 * level).Append(text).Append('\n');

    // What an image says must not move the cursor of whoever looks at it.
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '\uFFFD' : character));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
