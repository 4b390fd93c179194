using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Oci.Signatures;

/// <summary>An image has no signature of those whom the operator trusts.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "The message is always made of image and rule.")]
public sealed class UntrustedImageException(string image, ISignatureRule rule, string fault)
    : Exception($"The image {image} is not trusted: it needs a signature {rule}; {fault}.");
