using System.Security.Cryptography;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Boot.Inspection;

/// <summary>
/// Whether firmware that trusts a certificate starts everything in an image, and the TPM policies in it are right. The signer's
/// certificate has to be the trusted one itself.
/// </summary>
public sealed class InspectionVerifier
{
    private readonly string _trusted;
    private readonly string? _policyKey;

    /// <summary>A verifier.</summary>
    /// <param name="certificate">The certificate that firmware trusts.</param>
    /// <param name="policyKey">The key that policies have to be signed by; null for the one in the image, if there is one.</param>
    public InspectionVerifier(SigningCertificate certificate, RsaPublicKey? policyKey)
    {
        _trusted = Fingerprint(certificate.Der);
        _policyKey = policyKey is null ? null : Fingerprint(policyKey.Pkcs1);
    }

    /// <summary>The first thing that is wrong, as a sentence; null when nothing is.</summary>
    public string? FindFault(ImageInspection image)
    {
        var unread = image.Notes.FirstOrDefault(note => note.IsNeededToVerify)?.ToString();
        return image.Executables.Count == 0
            ? unread ?? "There is nothing in the image that can be signed."
            : Find(image, FindSignatureFault) ?? unread ?? Find(image, FindKeyFault) ?? Find(image, FindPolicyFault);
    }

    private static string? Find(ImageInspection image, Func<InspectedExecutable, string, string?> findFault) =>
        image.Executables.Select(executable => findFault(executable, Name(executable))).FirstOrDefault(fault => fault is not null);

    private string? FindSignatureFault(InspectedExecutable executable, string name)
    {
        // A table that cannot be read is a note.
        if (executable.Signatures.Count == 0)
        {
            return executable.ImageHash is null ? null : $"{name} is not signed.";
        }

        var own = executable.Signatures.Where(signature => IsSame(signature.Certificate, _trusted)).ToList();
        if (own.Exists(signature => signature is { Fault: null, CoversImage: true }))
        {
            return null;
        }

        if (own.Count == 0)
        {
            var other = executable.Signatures[0];
            return $"{name} is signed by another certificate: {other.Subject}, SHA-256 {other.Certificate}; expected was SHA-256 {_trusted}.";
        }

        return own[0].Fault is { } fault
            ? $"{name} has a signature that {fault}."
            : $"{name} was changed: its hash is {executable.ImageHash}, but {own[0].ImageHash} was signed.";
    }

    private string? FindKeyFault(InspectedExecutable executable, string name)
    {
        if (_policyKey is null || executable.Profiles.Count == 0 || IsSame(executable.PolicyKey, _policyKey))
        {
            return null;
        }

        return executable.PolicyKey is { } other
            ? $"{name} has policies of another key: its SHA-256 is {other}; expected was {_policyKey}."
            : $"{name} has no policies: there is no key in it.";
    }

    private static string? FindPolicyFault(InspectedExecutable executable, string name) =>
        executable.Profiles.Select(profile => FindPolicyFault(executable, profile, name)).FirstOrDefault(fault => fault is not null);

    private static string? FindPolicyFault(InspectedExecutable executable, InspectedProfile profile, string name)
    {
        var boot = profile.Id is { } id ? $" for profile '{id}'" : string.Empty;
        if (executable.PolicyKey is not null && profile.Policies.Count == 0)
        {
            return $"{name} has no signed policy{boot}.";
        }

        if (profile.Policies.FirstOrDefault(policy => !policy.IsSigned) is { } unsigned)
        {
            return $"{name} has a {unsigned.Bank} policy{boot} that is not signed by the key in it.";
        }

        return profile.Policies.FirstOrDefault(policy => policy.Phases is null) is { } foreign
            ? $"{name} has a {foreign.Bank} policy{boot} that is about another PCR 11 than its own."
            : null;
    }

    private static string Name(InspectedExecutable executable) => executable.Path.Length == 0 ? "The file" : executable.Path;

    private static bool IsSame(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    private static string Fingerprint(ReadOnlyMemory<byte> der) => Convert.ToHexStringLower(SHA256.HashData(der.Span));
}
