namespace ImageFactory.Oci.Signatures;

/// <summary>Which images must be signed by whom. Of several rules the one with the longest prefix counts.</summary>
/// <param name="Rules">
/// Rules by prefixes of <c>[host/]repository</c>, of whole components; an empty prefix is for all. Null stands for no signature.
/// </param>
public sealed record TrustPolicy(IReadOnlyDictionary<string, ISignatureRule?> Rules)
{
    /// <summary>No image must be signed.</summary>
    public static TrustPolicy None { get; } = new(new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal));

    /// <summary>The rule for a repository; null when it needs no signature.</summary>
    /// <param name="host">The registry's host with its port; null when it is not known.</param>
    /// <param name="repository">The repository.</param>
    public ISignatureRule? Find(string? host, RepositoryName repository)
    {
        string[] names = host is null ? [repository.ToString()] : [repository.ToString(), $"{host}/{repository}"];
        return Rules
            .Where(rule => Array.Exists(names, name => IsBelow(name, rule.Key)))
            .OrderByDescending(rule => rule.Key.Length)
            .Select(rule => rule.Value)
            .FirstOrDefault();
    }

    private static bool IsBelow(string name, string prefix) =>
        prefix.Length == 0
        || string.Equals(name, prefix, StringComparison.Ordinal)
        || name.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);
}
