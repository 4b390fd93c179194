using System.Net.Http.Headers;
using System.Text;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Credentials in the form of Docker's <c>config.json</c>: user names and passwords under <c>auths</c>. Credential helpers are
/// other programs and are never run; a registry that would need one is answered with an error that says so.
/// </summary>
public sealed class DockerConfig
{
    private readonly Dictionary<string, DockerConfigEntry?> _entries;
    private readonly HashSet<string> _helped;
    private readonly bool _hasStore;
    private readonly string? _only;

    private DockerConfig(DockerConfigDocument document)
    {
        _entries = new Dictionary<string, DockerConfigEntry?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, entry) in document.Auths ?? new Dictionary<string, DockerConfigEntry?>(StringComparer.Ordinal))
        {
            _entries[HostOf(key)] = entry;
        }

        _helped = new HashSet<string>(document.CredHelpers?.Keys.Select(HostOf) ?? [], StringComparer.OrdinalIgnoreCase);
        _hasStore = !string.IsNullOrEmpty(document.CredsStore);
    }

    private DockerConfig(DockerConfig all, string host)
    {
        _entries = all._entries;
        _helped = all._helped;
        _hasStore = all._hasStore;
        _only = host;
    }

    /// <summary>No credentials.</summary>
    public static DockerConfig Empty { get; } = new(new DockerConfigDocument());

    /// <summary>Reads the content of a <c>config.json</c>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a file.</exception>
    public static DockerConfig Read(ReadOnlySpan<byte> content) => new(DocumentJson.Read(content, ClientJson.Read.DockerConfigDocument));

    /// <summary>A user name and a password for a registry and for the token service that it names.</summary>
    public static DockerConfig OfUser(string userName, string password) => new DockerConfig(new DockerConfigDocument
    {
        Auths = new Dictionary<string, DockerConfigEntry?>(StringComparer.Ordinal)
        {
            [string.Empty] = new DockerConfigEntry { Username = userName, Password = password },
        },
    }).Only(string.Empty);

    /// <summary>
    /// The credentials of one host alone, for it and for the token service that it names: as Docker gives them, for who has named the host.
    /// </summary>
    public DockerConfig Only(string host) => new(this, host);

    /// <summary>The credentials for a host, as a header, or null when there are none.</summary>
    /// <exception cref="NotSupportedException">They are somewhere else than in the file.</exception>
    /// <exception cref="InvalidDataException">They are not a user name and a password.</exception>
    internal AuthenticationHeaderValue? Find(Uri address)
    {
        var host = _only ?? address.Authority;
        var entry = _entries.GetValueOrDefault(host);
        var isListed = _entries.ContainsKey(host);
        if (entry is null or { IsEmpty: true })
        {
            return _helped.Contains(host) || (isListed && _hasStore)
                ? throw new NotSupportedException(
                    $"The credentials for '{host}' are with a credential helper, which is not run; give user name and password under 'auths'.")
                : null;
        }

        return string.IsNullOrEmpty(entry.Identitytoken)
            ? new AuthenticationHeaderValue("Basic", ToBasic(host, entry))
            : throw new NotSupportedException(
                $"The credentials for '{host}' are an identity token, which is not understood; give user name and password under 'auths'.");
    }

    private static string ToBasic(string host, DockerConfigEntry entry)
    {
        if (string.IsNullOrEmpty(entry.Auth))
        {
            return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{entry.Username}:{entry.Password}"));
        }

        var bytes = new byte[entry.Auth.Length];
        return Convert.TryFromBase64String(entry.Auth, bytes, out var length) && bytes.AsSpan(0, length).Contains((byte)':')
            ? Convert.ToBase64String(bytes, 0, length)
            : throw new InvalidDataException($"The 'auth' for '{host}' is not a user name, a colon and a password in base 64.");
    }

    // Keys are hosts, or URLs as older clients wrote them: https://ghcr.io/v2/.
    private static string HostOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? key : key[(scheme + 3)..]).Split('/')[0];
    }
}
