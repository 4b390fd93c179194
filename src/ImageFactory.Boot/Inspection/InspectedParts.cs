using System.Security.Cryptography;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Inspection;

/// <summary>Reads the parts of an image, and notes what cannot be read.</summary>
internal sealed class InspectedParts(IBlobSource blobs)
{
    private readonly List<InspectionNote> _notes = [];

    public IBlobSource Blobs => blobs;

    /// <summary>An answer with what was noted so far, and what still will be.</summary>
    public ImageInspection Of(ImageKind kind, ExtentMap image) => new() { Kind = kind, Length = image.Length, Notes = _notes };

    /// <summary>Notes that something cannot be read.</summary>
    public void Note(string part, InvalidDataException exception, bool isNeededToVerify = true) =>
        _notes.Add(new InspectionNote(part, exception.Message, isNeededToVerify));

    /// <summary>How to call a part of an executable.</summary>
    public static string Name(string path, string part) => path.Length == 0 ? part : $"{part} of {path}";

    /// <summary>The bytes of something short.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public async Task<byte[]> ReadAsync(ExtentMap content, int longest, string what, CancellationToken cancellationToken)
    {
        if (content.Length > longest)
        {
            throw new InvalidDataException($"{what} has {content.Length} bytes; at most {longest} are read.");
        }

        var bytes = new byte[content.Length];
        await using var reader = new ExtentReader(content, blobs);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Describes a PE file.</summary>
    /// <exception cref="InvalidDataException">It is no PE file.</exception>
    public async Task<InspectedExecutable> ReadExecutableAsync(string path, ExtentMap content, CancellationToken cancellationToken)
    {
        var file = await PeReader.ReadAsync(content, blobs, cancellationToken);
        var sections = new List<MeasuredSection>();
        foreach (var section in file.Sections)
        {
            var bytes = file.Extract(section);
            sections.Add(new MeasuredSection(section, bytes, await SectionDigests.OfAsync(bytes, blobs, cancellationToken)));
        }

        var (hash, signatures) = await ReadSignaturesAsync(path, file, cancellationToken);
        var executable = new InspectedExecutable
        {
            Path = path,
            Length = content.Length,
            ImageHash = hash,
            Sections = [.. sections.Select(section => section.Describe())],
            Signatures = signatures,
        };
        return file.Extract(".linux") is null ? executable : await AddUkiAsync(executable, file, sections, cancellationToken);
    }

    private async Task<InspectedExecutable> AddUkiAsync(
        InspectedExecutable executable, PeFile file, IReadOnlyList<MeasuredSection> sections, CancellationToken cancellationToken)
    {
        var profiles = new ProfileReading(this, executable.Path);
        return executable with
        {
            Profiles = await profiles.ReadAsync(sections, cancellationToken),
            PolicyKey = profiles.PolicyKey is { } key ? Convert.ToHexStringLower(SHA256.HashData(key.Pkcs1.Span)) : null,
            Initramfs = file.Extract(".initrd") is { } initrd ? await ReadInitramfsAsync(executable.Path, initrd, cancellationToken) : null,
        };
    }

    private async Task<InspectedInitramfs?> ReadInitramfsAsync(string path, ExtentMap content, CancellationToken cancellationToken)
    {
        try
        {
            var contents = await InitramfsReader.ReadAsync(content, blobs, cancellationToken);
            return new InspectedInitramfs(contents.Members, contents.Layers ?? []);
        }
        catch (InvalidDataException exception)
        {
            Note(Name(path, "Section .initrd"), exception, isNeededToVerify: false);
            return null;
        }
    }

    private async Task<(string? Hash, IReadOnlyList<InspectedSignature> Signatures)> ReadSignaturesAsync(
        string path, PeFile file, CancellationToken cancellationToken)
    {
        try
        {
            var certificates = PeCertificates.Of(file);
            var hash = Convert.ToHexStringLower(await Authenticode.HashAsync(certificates, blobs, cancellationToken));
            var signatures = await certificates.ReadAsync(blobs, cancellationToken);
            return (hash, [.. signatures.Select(signature => Describe(AuthenticodeReader.Read(signature), hash))]);
        }
        catch (InvalidDataException exception)
        {
            Note(Name(path, "The table of signatures"), exception);
            return (null, []);
        }
    }

    private static InspectedSignature Describe(AuthenticodeSignature signature, string imageHash)
    {
        var signed = Convert.ToHexStringLower(signature.ImageHash.Span);
        return new InspectedSignature
        {
            Subject = signature.Subject,
            Issuer = signature.Issuer,
            Certificate = Convert.ToHexStringLower(SHA256.HashData(signature.Certificate.Span)),
            ImageHash = signed,
            CoversImage = string.Equals(signed, imageHash, StringComparison.Ordinal),
            Fault = signature.Fault,
        };
    }
}
