using System.Text.Json;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// Whom a keyless signature may come from: certificate authorities and transparency logs (sigstore/protobuf-specs:
/// sigstore_trustroot.proto, as JSON; the file <c>trusted_root.json</c> of a Sigstore instance).
/// </summary>
public sealed class TrustedRoot
{
    private const int Most = 64;

    private readonly IReadOnlyList<(string Id, VerificationKey Key, Period Period)> _logs;

    private TrustedRoot(IReadOnlyList<(string Id, VerificationKey Key, Period Period)> logs, IReadOnlyList<Authority> authorities)
    {
        _logs = logs;
        Authorities = authorities;
    }

    /// <summary>The certificate authorities.</summary>
    internal IReadOnlyList<Authority> Authorities { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">The bytes are no trusted root, or it names no authority or no log.</exception>
    public static TrustedRoot Read(ReadOnlyMemory<byte> bytes)
    {
        var root = Json.Read(bytes, "trusted root", root => new TrustedRoot(
            [.. Items(root, "tlogs").Select(ReadLog)],
            [.. Items(root, "certificateAuthorities").Select(ReadAuthority)]));
        return root is { _logs.Count: > 0, Authorities.Count: > 0 }
            ? root
            : throw new InvalidDataException("The trusted root names no certificate authority, or no transparency log.");
    }

    /// <summary>The key of the log that has this ID and worked at this time; null when there is none.</summary>
    internal VerificationKey? FindLog(ReadOnlySpan<byte> id, DateTimeOffset time)
    {
        var text = Convert.ToHexStringLower(id);
        return _logs.Where(log => string.Equals(log.Id, text, StringComparison.Ordinal) && log.Period.Contains(time)).Select(log => log.Key).FirstOrDefault();
    }

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) =>
        root.Find(name) is { } items ? items.EnumerateArray().Take(Most) : [];

    private static (string Id, VerificationKey Key, Period Period) ReadLog(JsonElement log)
    {
        var key = log.GetProperty("publicKey");
        return (
            Convert.ToHexStringLower(log.GetProperty("logId").Bytes("keyId")),
            VerificationKey.FromSubjectPublicKeyInfo(key.Bytes("rawBytes")),
            ReadPeriod(key));
    }

    private static Authority ReadAuthority(JsonElement authority) => new(
        [.. authority.GetProperty("certChain").GetProperty("certificates").EnumerateArray().Take(Most).Select(each => (ReadOnlyMemory<byte>)each.Bytes("rawBytes"))],
        ReadPeriod(authority));

    private static Period ReadPeriod(JsonElement element) => element.Find("validFor") is { } valid
        ? new Period(valid.Find("start")?.GetDateTimeOffset() ?? DateTimeOffset.MinValue, valid.Find("end")?.GetDateTimeOffset() ?? DateTimeOffset.MaxValue)
        : new Period(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>A certificate authority.</summary>
    /// <param name="Chain">Its certificates as DER, the root last.</param>
    /// <param name="Period">When it worked.</param>
    internal sealed record Authority(IReadOnlyList<ReadOnlyMemory<byte>> Chain, Period Period);

    /// <summary>A time with its ends.</summary>
    internal readonly record struct Period(DateTimeOffset Start, DateTimeOffset End)
    {
        public bool Contains(DateTimeOffset time) => Start <= time && time <= End;
    }
}
