using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Pages;

/// <summary>
/// The files of <c>web/</c>, which are part of the program. Documents name the others below <c>/ui/&lt;revision&gt;/</c>, so that a
/// browser may keep those for ever.
/// </summary>
internal sealed class PageFiles
{
    private const string Prefix = "web/";

    // How the files name each other's place; a checkout serves them from there as they are.
    private const string Place = "/ui/";

    private readonly FrozenDictionary<string, PageFile> _files;

    public PageFiles()
    {
        var contents = Read();
        Revision = Hash(contents);
        _files = contents.ToFrozenDictionary(
            file => file.Key, file => new PageFile(MediaTypeOf(file.Key), Localise(file.Key, file.Value)), StringComparer.Ordinal);
        OpenApiJson = new PageFile("application/json", OpenApiDocument.ToJson(contents["openapi.yaml"]));
    }

    /// <summary>The hash of all files.</summary>
    public string Revision { get; }

    /// <summary><c>openapi.yaml</c> as JSON.</summary>
    public PageFile OpenApiJson { get; }

    /// <summary>The file of that path below <c>web/</c>, or null.</summary>
    public PageFile? Find(string path) => _files.GetValueOrDefault(path);

    private byte[] Localise(string path, byte[] content) => path.EndsWith(".html", StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(Place, $"{Place}{Revision}/", StringComparison.Ordinal))
        : content;

    private static SortedDictionary<string, byte[]> Read()
    {
        var assembly = typeof(PageFiles).Assembly;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // its name was listed
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[name[Prefix.Length..]] = content;
        }

        return files;
    }

    private static string Hash(SortedDictionary<string, byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in contents)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string MediaTypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".yaml" => "application/yaml",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        _ => "text/plain; charset=utf-8",
    };
}
