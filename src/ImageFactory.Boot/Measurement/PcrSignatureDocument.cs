using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.Measurement;

/// <summary>
/// The <c>.pcrsig</c> section: for each bank the policy that register 11 has its predicted value, signed (systemd-measure(1)). The
/// document's length depends on nothing but the size of the key.
/// </summary>
public static class PcrSignatureDocument
{
    private static readonly byte[] Selection = PcrPolicy.Select(UkiMeasurement.Register);

    /// <summary>A document with zeros for policies and signatures, to reserve the place of a real one.</summary>
    public static byte[] Placeholder(RsaPublicKey key)
    {
        var policy = new byte[SHA256.HashSizeInBytes];
        var signature = new byte[key.SignatureLength];
        return Encode(PcrBank.All.Select(bank => Entry(bank, key, policy, signature)));
    }

    /// <summary>Signs values of register 11, one for each bank.</summary>
    /// <exception cref="InvalidDataException">The key gave a signature of another length than its own.</exception>
    public static async Task<byte[]> SignAsync(IEnumerable<PcrValue> values, ISigningKey key, CancellationToken cancellationToken) =>
        Encode(await Task.WhenAll(values.Select(value => SignAsync(value, key, cancellationToken))));

    /// <summary>Reads a document that nobody vouches for. Banks that are not known are passed over.</summary>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static IReadOnlyList<PcrSignature> Read(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var banks = from bank in PcrBank.All
                        where json.RootElement.TryGetProperty(bank.Name, out _)
                        from entry in json.RootElement.GetProperty(bank.Name).EnumerateArray()
                        select ReadEntry(bank, entry);
            return [.. banks];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("The signed policies cannot be read.", exception);
        }
    }

    /// <summary>The digest of the policy that register 11 has a value.</summary>
    public static byte[] Policy(PcrValue value) => PcrPolicy.Digest(value.Bank, Selection, value.Bytes.Span);

    private static PcrSignature ReadEntry(PcrBank bank, JsonElement entry) => new(
        bank,
        [.. entry.GetProperty("pcrs").EnumerateArray().Select(register => register.GetInt32())],
        entry.GetProperty("pkfp").GetString() ?? string.Empty,
        Convert.FromHexString(entry.GetProperty("pol").GetString() ?? string.Empty),
        entry.GetProperty("sig").GetBytesFromBase64());

    private static async Task<string> SignAsync(PcrValue value, ISigningKey key, CancellationToken cancellationToken)
    {
        var bank = value.Bank;
        var policy = Policy(value);
        var signature = await key.SignHashAsync(bank.Algorithm, bank.Hash(policy), cancellationToken);
        return signature.Length == key.PublicKey.SignatureLength
            ? Entry(bank, key.PublicKey, policy, signature)
            : throw new InvalidDataException(
                $"A key of {key.PublicKey.Bits} bits gave a signature of {signature.Length} bytes instead of {key.PublicKey.SignatureLength}.");
    }

    // Nothing in it needs escaping: names, hexadecimal and Base64. The fingerprint is of the PKCS #1 form of the key.
    private static string Entry(PcrBank bank, RsaPublicKey key, byte[] policy, byte[] signature)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(key.Pkcs1.Span));
        return $$"""
            "{{bank.Name}}":[{"pcrs":[{{UkiMeasurement.Register}}],"pkfp":"{{fingerprint}}","pol":"{{Convert.ToHexStringLower(policy)}}","sig":"{{Convert.ToBase64String(signature)}}"}]
            """;
    }

    private static byte[] Encode(IEnumerable<string> entries) => Encoding.ASCII.GetBytes($"{{{string.Join(',', entries)}}}");
}
