using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Configuration;

/// <summary>Whom the operator trusts, read from <see cref="TrustOptions"/> and their files.</summary>
internal sealed class SourceTrust
{
    private readonly TrustPolicy _policy;

    private SourceTrust(TrustPolicy policy, string identity)
    {
        _policy = policy;
        Identity = identity;
    }

    /// <summary>A short text that changes with every rule and key; empty when nothing must be signed.</summary>
    public string Identity { get; }

    /// <summary>Reads the rules.</summary>
    /// <exception cref="FactoryException">A rule is incomplete or contradicts itself, or a file cannot be used.</exception>
    public static SourceTrust Read(FactoryOptions options)
    {
        var rules = new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal);
        var identity = new StringBuilder();
        foreach (var rule in options.Trust)
        {
            rules[rule.Images] = rules.ContainsKey(rule.Images) ? throw Wrong(rule, "is there twice") : ReadRule(rule, identity);
        }

        return new SourceTrust(
            new TrustPolicy(rules), identity.Length == 0 ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToString()))));
    }

    /// <summary>The source as far as it is trusted.</summary>
    /// <param name="source">The source.</param>
    /// <param name="host">The host of its registry with its port; null for a directory.</param>
    public IContentSource Guard(IContentSource source, string? host) =>
        Identity.Length == 0 ? source : new VerifiedSource(source, host, _policy);

    private static ISignatureRule? ReadRule(TrustOptions options, StringBuilder identity)
    {
        var isKeyless = options is not { Identity: null, IdentityPattern: null, Issuer: null, IssuerPattern: null, TrustedRootFile: null };
        if (new[] { options.Off, options.KeyFile is not null, isKeyless }.Count(each => each) != 1)
        {
            throw Wrong(options, "needs one of KeyFile, Off, and the keyless three: Identity or IdentityPattern, Issuer or IssuerPattern, TrustedRootFile");
        }

        identity.Append(options.Images).Append('\n');
        if (options.Off)
        {
            return null;
        }

        if (options.KeyFile is { } file)
        {
            var text = Read(options, file);
            identity.Append(text).Append('\n');
            return Parse(options, () => new KeyRule(VerificationKey.FromPem(text), Path.GetFileName(file)));
        }

        if (options.TrustedRootFile is not { } path)
        {
            throw Wrong(options, "is keyless and needs TrustedRootFile");
        }

        var root = Read(options, path);
        identity.AppendJoin('\n', root, options.Identity, options.IdentityPattern, options.Issuer, options.IssuerPattern).Append('\n');
        return Parse(options, () =>
        {
            var signer = Text(options, options.Identity, options.IdentityPattern, nameof(options.Identity));
            var issuer = Text(options, options.Issuer, options.IssuerPattern, nameof(options.Issuer));
            return new KeylessRule(TrustedRoot.Read(Encoding.UTF8.GetBytes(root)), signer, issuer);
        });
    }

    private static TextRule Text(TrustOptions options, string? text, string? pattern, string name) => (text, pattern) switch
    {
        ({ Length: > 0 }, null) => TextRule.Exactly(text),
        (null, { Length: > 0 }) => TextRule.Matching(pattern),
        _ => throw Wrong(options, $"is keyless and needs either {name} or {name}Pattern"),
    };

    private static ISignatureRule Parse(TrustOptions options, Func<ISignatureRule> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidDataException exception)
        {
            throw Wrong(options, $"cannot be used: {exception.Message}");
        }
    }

    private static string Read(TrustOptions options, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(options, $"names '{Path.GetFileName(path)}', which cannot be read: {exception.Message}");
        }
    }

    private static FactoryException Wrong(TrustOptions options, string fault) =>
        new(FactoryError.InvalidCombination, $"The rule of Trust for '{options.Images}' {fault}.");
}
